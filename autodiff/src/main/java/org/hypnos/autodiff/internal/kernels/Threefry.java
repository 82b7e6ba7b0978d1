package org.hypnos.autodiff.internal.kernels;

/**
 * Threefry-2x32 with 13 rounds: a function from a 64-bit key and a 64-bit counter to 64 random bits, of adds, rotations
 * and exclusive-ors only (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; 13 rounds pass
 * BigCrush there).
 */
public final class Threefry {
    static final int ROUNDS = 13;
    static final int PARITY = 0x1BD11BDA;
    /** The rotation of round r is {@code ROTATIONS[r % 8]}. */
    static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    private Threefry() {}

    /** The two words for counter (c0, c1), the first one in the low half. */
    public static long block(long key, int c0, int c1) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int k2 = PARITY ^ k0 ^ k1;
        int x0 = c0 + k0;
        int x1 = c1 + k1;
        for (int round = 0; round < ROUNDS; round++) {
            x0 += x1;
            x1 = Integer.rotateLeft(x1, ROTATIONS[round % 8]) ^ x0;
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 += subkey(injection, k0, k1, k2);
                x1 += subkey(injection + 1, k0, k1, k2) + injection;
            }
        }
        return (x0 & 0xFFFFFFFFL) | ((long) x1 << 32);
    }

    static int subkey(int i, int k0, int k1, int k2) {
        return i % 3 == 0 ? k0 : i % 3 == 1 ? k1 : k2;
    }
}
