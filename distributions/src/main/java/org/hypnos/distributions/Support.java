package org.hypnos.distributions;

import java.util.Arrays;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A set of events: what a distribution can draw, and what a parameter can be.
 *
 * <p>An event is a single number, or the numbers along the last {@link #eventRank()} axes.
 */
public sealed interface Support
        permits Numbers, Support.Between, Support.Only, Support.Events, Support.Finite, Support.Image, Support.Union {
    /** {@return how many of a value's last axes make one event} */
    int eventRank();

    /**
     * {@return one for each event that is in the set, else zero: a constant of the value's shape without its events' axes,
     * broadcast with the set's own bounds}
     *
     * @param value events along the last axes
     */
    Tensor contains(Tensor value);

    /**
     * {@return true if every event of {@code value} is in the set}
     *
     * <p>To be called in an {@code assert}, since it looks at each.
     *
     * @param name what the value is, such as {@code "Normal's scale"}
     * @param value events along the last axes
     * @throws IllegalArgumentException if not, naming the first event outside and its index
     */
    default boolean require(String name, Tensor value) {
        Tensor inside = contains(value);
        for (int i = 0; i < inside.shape().size(); i++) {
            if (inside.get(i) == 0) {
                throw new IllegalArgumentException(outside(name, value.detach(), inside.shape(), i));
            }
        }
        return true;
    }

    private String outside(String name, Tensor value, Shape batch, int at) {
        int[] index = batch.index(at);
        Tensor event = value.broadcastTo(batch.concat(value.shape().suffix(eventRank())));
        for (int axis = 0; axis < index.length; axis++) {
            event = event.slice(axis, index[axis], index[axis] + 1);
        }
        return name + (index.length == 0 ? "" : " at " + Arrays.toString(index)) + " is "
                + (eventRank() == 0 ? event.get(0) : Arrays.toString(event.toDoubles())) + ", expected one of " + this
                + " (shape " + value.shape() + ")";
    }

    /** A set whose events can be listed. */
    sealed interface Finite extends Support permits Numbers.Finite, OneHot, Counts {
        /**
         * {@return how many events there are; infinite if more than a double holds}
         *
         * @param size how many numbers each has; 1 in a set of single numbers
         */
        double count(int size);

        /**
         * Writes one event of the list.
         *
         * @param index from 0 to {@code count(event.length) - 1}
         * @param event where to write all its numbers
         */
        void list(int index, double[] event);
    }

    /**
     * The numbers between two bounds, and the bounds, which may differ within a batch.
     *
     * @param lower the least of them
     * @param upper the greatest of them; both broadcast with the values
     */
    record Between(Tensor lower, Tensor upper) implements Support {
        @Override
        public int eventRank() {
            return 0;
        }

        @Override
        public Tensor contains(Tensor value) {
            Tensor x = value.detach();
            Tensor inside = x.sub(x); // NaN for what is not finite
            return lower.detach()
                    .greater(x)
                    .add(x.greater(upper.detach()))
                    .add(inside)
                    .equal(inside.constant(0));
        }

        @Override
        public String toString() {
            return "the numbers from " + lower + " to " + upper;
        }
    }

    /**
     * A single number, which may differ within a batch.
     *
     * @param point the number; broadcasts with the values
     */
    record Only(Tensor point) implements Support {
        @Override
        public int eventRank() {
            return 0;
        }

        @Override
        public Tensor contains(Tensor value) {
            return value.equal(point);
        }

        @Override
        public String toString() {
            return "the number " + point;
        }
    }

    /** A set of vectors, each along the last axis, or of matrices, each along the last two. */
    sealed interface Events extends Support {
        /**
         * {@return whether an event is in the set}
         *
         * @param event of a matrix, the rows one after the other
         */
        boolean contains(double[] event);

        @Override
        default int eventRank() {
            return 1;
        }

        @Override
        default Tensor contains(Tensor value) {
            return Membership.of(this, value);
        }
    }

    /** Vectors of non-negative numbers that add up to one, but for their rounding. */
    record Simplex() implements Events {
        private static final double ROUNDING = 1e-5;

        @Override
        public boolean contains(double[] event) {
            double sum = 0;
            for (double x : event) {
                if (!(x >= 0)) {
                    return false;
                }
                sum += x;
            }
            return Math.abs(sum - 1) <= ROUNDING;
        }

        @Override
        public String toString() {
            return "the vectors of non-negative numbers that add up to 1";
        }
    }

    /** Vectors of positive numbers that add up to one, but for their rounding. */
    record OpenSimplex() implements Events {
        @Override
        public boolean contains(double[] event) {
            return new Simplex().contains(event) && Arrays.stream(event).allMatch(x -> x > 0);
        }

        /** Without an array for each event. */
        @Override
        public Tensor contains(Tensor value) {
            Tensor x = value.detach();
            Tensor positive =
                    x.greater(x.constant(0)).sum(-1).equal(x.constant(x.shape().dim(-1)));
            Tensor off = x.sum(-1).sub(1).abs(); // NaN if a number is
            return positive.mul(off.constant(Simplex.ROUNDING).greater(off));
        }

        @Override
        public String toString() {
            return "the vectors of positive numbers that add up to 1";
        }
    }

    /** Vectors of finite numbers or -infinity, not all of them -infinity. */
    record Logits() implements Events {
        @Override
        public boolean contains(double[] event) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (double x : event) {
                greatest = Math.max(greatest, x); // NaN if one is
            }
            return Double.isFinite(greatest);
        }

        @Override
        public String toString() {
            return "the vectors of finite numbers or -Infinity, not all of them -Infinity";
        }
    }

    /** Vectors of zeros with a single one. */
    record OneHot() implements Events, Finite {
        @Override
        public boolean contains(double[] event) {
            return new Counts(1).contains(event);
        }

        @Override
        public double count(int size) {
            return size;
        }

        @Override
        public void list(int index, double[] event) {
            Arrays.fill(event, 0);
            event[index] = 1;
        }

        @Override
        public String toString() {
            return "the vectors of zeros with a single one";
        }
    }

    /**
     * Vectors of whole numbers from zero on with a given sum.
     *
     * @param total what they add up to
     */
    record Counts(int total) implements Events, Finite {
        @Override
        public boolean contains(double[] event) {
            double sum = 0;
            for (double x : event) {
                if (!(x >= 0 && x == Math.rint(x))) {
                    return false;
                }
                sum += x;
            }
            return sum == total;
        }

        /** (total + size - 1)! / (total! (size - 1)!): the ways to set size - 1 bars among the things counted. */
        @Override
        public double count(int size) {
            double count = 1;
            for (int i = 1; i < size; i++) {
                count = count * (total + i) / i; // a whole number each time
            }
            return count;
        }

        /** Those with no first thing come first, then those with one, and so on; each in the order of what follows. */
        @Override
        public void list(int index, double[] event) {
            int left = total;
            double at = index;
            for (int i = 0; i < event.length - 1; i++) {
                int things = 0;
                double rest = new Counts(left).count(event.length - 1 - i);
                while (at >= rest) {
                    at -= rest;
                    rest = new Counts(left - ++things).count(event.length - 1 - i);
                }
                event[i] = things;
                left -= things;
            }
            event[event.length - 1] = left;
        }

        @Override
        public String toString() {
            return "the vectors of whole numbers that add up to " + total;
        }
    }

    /** Lower triangular matrices with a positive diagonal. */
    record CholeskyFactors() implements Events {
        @Override
        public int eventRank() {
            return 2;
        }

        @Override
        public boolean contains(double[] event) {
            int n = (int) Math.sqrt(event.length);
            for (int i = 0; i < event.length; i++) {
                int beyondDiagonal = i % n - i / n;
                boolean fits = beyondDiagonal == 0 ? event[i] > 0 : beyondDiagonal < 0 || event[i] == 0;
                if (!fits || !Double.isFinite(event[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "the lower triangular matrices with a positive diagonal";
        }
    }

    /**
     * What a transform makes of a set.
     *
     * @param of the set
     * @param through the transform
     */
    record Image(Support of, Transform through) implements Support {
        @Override
        public int eventRank() {
            return Math.max(of.eventRank(), through.eventRank()) - through.eventRank() + through.imageRank();
        }

        @Override
        public Tensor contains(Tensor value) {
            int together = Math.max(of.eventRank(), through.eventRank());
            Tensor possible = Membership.all(through.codomain(), value, eventRank());
            return possible.mul(Membership.all(of, through.inverse(value.detach()), together));
        }

        @Override
        public String toString() {
            return "the images of " + of + " under " + through;
        }
    }

    /**
     * What is in at least one of several sets.
     *
     * @param of the sets, along the axis in front of an event's
     * @param eventRank how many axes an event has
     */
    record Union(Support of, int eventRank) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            Tensor each = Membership.all(of, spread(value, eventRank), eventRank);
            return each.sum(-1).greater(each.constant(0));
        }

        /** {@code value} with an axis of one index in front of those of an event. */
        static Tensor spread(Tensor value, int eventRank) {
            Shape shape = value.shape();
            return value.reshape(
                    shape.prefix(shape.rank() - eventRank).concat(Shape.of(1)).concat(shape.suffix(eventRank)));
        }

        @Override
        public String toString() {
            return of + ", whichever";
        }
    }
}
