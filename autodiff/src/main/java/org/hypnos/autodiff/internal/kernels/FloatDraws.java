package org.hypnos.autodiff.internal.kernels;

/** One row of 32-bit draws: block c of the row's key gives elements 32 (c / 16) + c % 16 and the one 16 behind it. */
final class FloatDraws {
    private static final int HALF = 16;

    private FloatDraws() {}

    /** Uniform numbers (2 i + 1) 2^-24 in (0, 1). */
    static void uniform(long key, float[] out, int at, int n) {
        for (int i = 0; i < n; i += 2 * HALF) {
            for (int lane = 0; lane < HALF && i + lane < n; lane++) {
                long block = Threefry.block(key, i / 2 + lane, 0);
                out[at + i + lane] = uniform((int) block);
                if (i + HALF + lane < n) {
                    out[at + i + HALF + lane] = uniform((int) (block >>> 32));
                }
            }
        }
    }

    private static float uniform(int word) {
        return Float.intBitsToFloat((word >>> 9) | FloatConstants.ONE_BITS) - (1 - 0x1p-24f);
    }

    /** Standard normal numbers by the quantile of (i + 1/2) 2^-32. */
    static void normal(long key, float[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            long block = Threefry.block(key, i / (2 * HALF) * HALF + i % HALF, 0);
            int word = (int) (i % (2 * HALF) < HALF ? block : block >>> 32);
            out[at + i] = (float) NormalQuantile.of(((word & 0xFFFFFFFFL) + 0.5) * 0x1p-32);
        }
    }
}
