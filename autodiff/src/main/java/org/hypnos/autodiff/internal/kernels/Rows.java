package org.hypnos.autodiff.internal.kernels;

/** The addresses of the rows of a draw: each belongs to one particle of one datum. */
public sealed interface Rows {
    /** What all rows share; a row's numbers follow from it and the row's address alone. */
    long key();

    int count();

    int particle(int row);

    int datum(int row);

    /** The same rows with another key. */
    Rows withKey(long other);

    /** The key of row {@code row}. */
    default long keyOf(int row) {
        return Threefry.block(key(), datum(row), particle(row));
    }

    /** Row {@code p * data + d} belongs to particle {@code firstParticle + p} of the datum {@code firstDatum + d}. */
    record Rectangle(long key, int firstParticle, int particles, int firstDatum, int data) implements Rows {
        @Override
        public int count() {
            return particles * data;
        }

        @Override
        public int particle(int row) {
            return firstParticle + row / data;
        }

        @Override
        public int datum(int row) {
            return firstDatum + row % data;
        }

        @Override
        public Rows withKey(long other) {
            return new Rectangle(other, firstParticle, particles, firstDatum, data);
        }
    }

    /** Row {@code i} belongs to particle {@code particles[i]} of the datum {@code data[i]}. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Listed(long key, int[] particles, int[] data) implements Rows {
        @Override
        public int count() {
            return particles.length;
        }

        @Override
        public int particle(int row) {
            return particles[row];
        }

        @Override
        public int datum(int row) {
            return data[row];
        }

        @Override
        public Rows withKey(long other) {
            return new Listed(other, particles, data);
        }
    }
}
