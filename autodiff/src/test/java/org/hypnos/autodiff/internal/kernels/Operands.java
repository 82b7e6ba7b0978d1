package org.hypnos.autodiff.internal.kernels;

import java.util.SplittableRandom;

/**
 * Made-up arrays for kernels to work on, which follow from seeds.
 *
 * @param kernels that are tried
 * @param kind of numbers
 * @param n how many numbers a kernel is to work on, or what it makes its sizes from
 */
record Operands(Kernels<Object> kernels, Kind kind, int n) {
    /** What numbers there are. */
    enum Kind {
        /** Of moderate size, with denormals and negative zeros among them. */
        TAME,
        /** Of all sizes that the precision has. */
        WIDE,
        /** Every fifth is NaN, infinite or at some other edge; what a precision cannot hold becomes 0 or infinite. */
        WILD
    }

    private static final double[] RARE = {0.0, -0.0, 1e-40, -1e-40, 1e-310, -1e-310};
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.longBitsToDouble(0xFFF8_0000_0000_0001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        88.7,
        -87.4,
        709.7,
        -708.4,
        1,
        -1,
        20,
        -20
    };

    /** {@code length} numbers of this kind. */
    Object numbers(long seed, int length) {
        Object array = kernels.allocate(length);
        put(kind, seed, array, 0, 1, length);
        return array;
    }

    /** An array to write into, which is not empty before. */
    Object out(int length) {
        Object array = kernels.allocate(length);
        put(Kind.TAME, 99, array, 0, 1, length);
        return array;
    }

    /**
     * Tame numbers as a matrix [rows, columns], in memory by columns if {@code transposed}. One row is of this kind, so that
     * NaN and infinities do not drown all others in a product.
     */
    Object matrix(long seed, int rows, int columns, boolean transposed) {
        Object array = out(rows * columns);
        int row = (int) (seed % rows);
        put(kind, seed, array, transposed ? row : row * columns, transposed ? rows : 1, columns);
        return array;
    }

    private void put(Kind what, long seed, Object array, int at, int step, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            kernels.set(array, at + i * step, next(what, random));
        }
    }

    private double next(Kind what, SplittableRandom random) {
        return switch (what) {
            case TAME -> random.nextInt(7) == 0 ? RARE[random.nextInt(RARE.length)] : 12 * random.nextDouble() - 6;
            case WIDE -> (random.nextBoolean() ? 1 : -1) * StrictMath.scalb(1 + random.nextDouble(), exponent(random));
            case WILD ->
                random.nextInt(5) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 200 * random.nextDouble() - 100;
        };
    }

    private int exponent(SplittableRandom random) {
        boolean single = kernels.allocate(0) instanceof float[];
        return single ? random.nextInt(-149, 128) : random.nextInt(-1074, 1024);
    }
}
