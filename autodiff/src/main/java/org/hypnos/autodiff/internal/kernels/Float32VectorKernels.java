package org.hypnos.autodiff.internal.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector kernels with random numbers for 32 bits, which double has no use for: it checks, and does not train. */
final class Float32VectorKernels extends FloatVectorKernels {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int HALF = 16;
    private static final IntVector COUNT = IntVector.zero(SPECIES).addIndex(1);

    private static final IntVector ONE_BITS = IntVector.broadcast(SPECIES, FloatConstants.ONE_BITS);
    private static final FloatVector CENTRE = FloatVectorLanes.lane(1 - 0x1p-24f);

    /** Blocks of 2 x 16 numbers as in {@link FloatDraws}, several counters at a time; the last one may jut out. */
    @Override
    void uniformRow(long key, float[] out, int at, int n) {
        if (LANES > HALF) {
            super.uniformRow(key, out, at, n);
            return;
        }
        for (int i = 0; i < n; i += 2 * HALF) {
            for (int lane = 0; lane < HALF; lane += LANES) {
                blocks(key, i / 2 + lane, out, at + i + lane);
            }
        }
    }

    /** Threefry-2x32 for the counters from {@code counter} on; see {@link Threefry}. */
    private static void blocks(long key, int counter, float[] out, int at) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int k2 = Threefry.PARITY ^ k0 ^ k1;
        IntVector x0 = COUNT.add(counter + k0);
        IntVector x1 = IntVector.broadcast(SPECIES, k1);
        for (int round = 0; round < Threefry.ROUNDS; round++) {
            int rotation = Threefry.ROTATIONS[round % 8];
            x0 = x0.add(x1);
            IntVector rotated = x1.lanewise(VectorOperators.LSHL, rotation)
                    .lanewise(VectorOperators.OR, x1.lanewise(VectorOperators.LSHR, Integer.SIZE - rotation));
            x1 = rotated.lanewise(VectorOperators.XOR, x0);
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 = x0.add(Threefry.subkey(injection, k0, k1, k2));
                x1 = x1.add(Threefry.subkey(injection + 1, k0, k1, k2) + injection);
            }
        }
        uniform(x0).intoArray(out, at);
        uniform(x1).intoArray(out, at + HALF);
    }

    private static FloatVector uniform(IntVector words) {
        return words.lanewise(VectorOperators.LSHR, 9)
                .lanewise(VectorOperators.OR, ONE_BITS)
                .reinterpretAsFloats()
                .sub(CENTRE);
    }
}
