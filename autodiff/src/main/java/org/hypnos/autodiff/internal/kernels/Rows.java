package org.hypnos.autodiff.internal.kernels;

/**
 * The addresses of the rows of a draw: row {@code p * data + d} belongs to particle {@code firstParticle + p} of the
 * datum at position {@code firstDatum + d}. Its numbers follow from {@code key} and this address alone.
 */
public record Rows(long key, int firstParticle, int particles, int firstDatum, int data) {
    public int count() {
        return particles * data;
    }

    /** The key of row {@code row}. */
    public long keyOf(int row) {
        return Threefry.block(key, firstDatum + row % data, firstParticle + row / data);
    }
}
