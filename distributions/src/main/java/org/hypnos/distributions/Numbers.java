package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;

/** A set of single numbers. */
public sealed interface Numbers extends Support {
    /**
     * {@return whether a number is in the set}
     *
     * @param value any number, infinity or NaN
     */
    boolean contains(double value);

    @Override
    default int eventRank() {
        return 0;
    }

    @Override
    default Tensor contains(Tensor value) {
        return Membership.of(this, value);
    }

    /** A set whose numbers can be listed. */
    sealed interface Finite extends Numbers, Support.Finite {
        /** {@return how many numbers the set has} */
        int count();

        /**
         * {@return the number at a place of the list}
         *
         * @param index from 0 to {@code count() - 1}
         */
        double element(int index);

        @Override
        default double count(int size) {
            return count();
        }

        @Override
        default void list(int index, double[] event) {
            event[0] = element(index);
        }

        @Override
        default boolean contains(double value) {
            for (int i = 0; i < count(); i++) {
                if (element(i) == value) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * 0, 1, ..., count - 1.
     *
     * @param count how many they are
     */
    record WholeNumbersBelow(int count) implements Finite {
        @Override
        public double element(int index) {
            return index;
        }

        @Override
        public boolean contains(double value) {
            return value >= 0 && value < count && value == Math.rint(value);
        }

        @Override
        public String toString() {
            return "the whole numbers from 0 to " + (count - 1);
        }
    }

    /** 0 and 1. */
    record Booleans() implements Finite {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public double element(int index) {
            return index;
        }

        @Override
        public String toString() {
            return "0 and 1";
        }
    }

    /**
     * A few numbers.
     *
     * @param numbers each once
     */
    record Listed(ImmutableList<Double> numbers) implements Finite {
        @Override
        public int count() {
            return numbers.size();
        }

        @Override
        public double element(int index) {
            return numbers.get(index);
        }

        @Override
        public String toString() {
            return "the numbers " + numbers;
        }
    }

    /** 0, 1, 2 and so on. */
    record WholeNumbers() implements Numbers {
        @Override
        public boolean contains(double value) {
            return value >= 0 && value == Math.rint(value) && Double.isFinite(value);
        }

        @Override
        public String toString() {
            return "the whole numbers 0, 1, 2, ...";
        }
    }

    /** All finite numbers. */
    record Reals() implements Numbers {
        @Override
        public boolean contains(double value) {
            return Double.isFinite(value);
        }

        @Override
        public Tensor contains(Tensor value) {
            Tensor zero = value.detach().sub(value.detach()); // NaN for what is not finite
            return zero.equal(zero.constant(0));
        }

        @Override
        public String toString() {
            return "the finite numbers";
        }
    }

    /** All finite numbers above zero. */
    record Positive() implements Numbers {
        @Override
        public boolean contains(double value) {
            return value > 0 && Double.isFinite(value);
        }

        @Override
        public Tensor contains(Tensor value) {
            return value.greater(value.constant(0)).mul(new Reals().contains(value));
        }

        @Override
        public String toString() {
            return "the positive numbers";
        }
    }

    /** Zero and all finite numbers above. */
    record NonNegative() implements Numbers {
        @Override
        public boolean contains(double value) {
            return value >= 0 && Double.isFinite(value);
        }

        @Override
        public Tensor contains(Tensor value) {
            Tensor zero = value.constant(0);
            return zero.greater(value).equal(zero).mul(new Reals().contains(value));
        }

        @Override
        public String toString() {
            return "the non-negative numbers";
        }
    }

    /**
     * The numbers between two bounds, and the bounds.
     *
     * @param lower the least of them
     * @param upper the greatest of them
     */
    record Interval(double lower, double upper) implements Numbers {
        @Override
        public boolean contains(double value) {
            return value >= lower && value <= upper;
        }

        @Override
        public String toString() {
            return "the numbers from " + lower + " to " + upper;
        }
    }

    /**
     * The numbers between two bounds, which are not included.
     *
     * @param lower below all of them
     * @param upper above all of them
     */
    record OpenInterval(double lower, double upper) implements Numbers {
        @Override
        public boolean contains(double value) {
            return value > lower && value < upper;
        }

        @Override
        public String toString() {
            return "the numbers between " + lower + " and " + upper;
        }
    }

    /** All finite numbers but zero. */
    record NonZero() implements Numbers {
        @Override
        public boolean contains(double value) {
            return value != 0 && Double.isFinite(value);
        }

        @Override
        public String toString() {
            return "the finite numbers but zero";
        }
    }
}
