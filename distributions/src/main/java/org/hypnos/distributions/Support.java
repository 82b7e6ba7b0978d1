package org.hypnos.distributions;

/** The set of numbers that an element of an event can be. */
public sealed interface Support {
    boolean contains(double value);

    /** A set whose numbers can be listed. */
    sealed interface Finite extends Support {
        int count();

        /** The number at {@code index}, from 0 to {@code count() - 1}. */
        double element(int index);

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

    /** 0, 1, ..., count - 1. */
    record WholeNumbersBelow(int count) implements Finite {
        @Override
        public double element(int index) {
            return index;
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
    }

    /** All finite numbers. */
    record Reals() implements Support {
        @Override
        public boolean contains(double value) {
            return Double.isFinite(value);
        }
    }
}
