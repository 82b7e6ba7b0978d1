package org.hypnos.autodiff.internal.kernels;

/** One row of 64-bit draws: block c of the row's key gives element c. */
final class DoubleDraws {
    private DoubleDraws() {}

    /** Uniform numbers (2 i + 1) 2^-53 in (0, 1). */
    static void uniform(long key, double[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            out[at + i] = uniform(Threefry.block(key, i, 0));
        }
    }

    private static double uniform(long bits) {
        return Double.longBitsToDouble((bits >>> 12) | DoubleConstants.ONE_BITS) - (1 - 0x1p-53);
    }

    /** Standard normal numbers by the quantile of a uniform one. */
    static void normal(long key, double[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            out[at + i] = NormalQuantile.of(uniform(Threefry.block(key, i, 0)));
        }
    }
}
