package org.hypnos.autodiff.internal.kernels;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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

    /** Numbers of each kind, drawn once: drawing would cost more than the kernels do. */
    private static final Map<Kind, double[]> FOR_FLOAT32 = draw(-149, 128);

    private static final Map<Kind, double[]> FOR_FLOAT64 = draw(-1074, 1024);

    private static Map<Kind, double[]> draw(int leastExponent, int exponentBound) {
        return Stream.of(Kind.values()).collect(toMap(kind -> kind, kind -> {
            SplittableRandom random = new SplittableRandom(kind.name().hashCode());
            return DoubleStream.generate(() -> next(kind, random, leastExponent, exponentBound))
                    .limit(1 << 15)
                    .toArray();
        }));
    }

    private static double next(Kind kind, SplittableRandom random, int leastExponent, int exponentBound) {
        return switch (kind) {
            case TAME -> random.nextInt(7) == 0 ? RARE[random.nextInt(RARE.length)] : 12 * random.nextDouble() - 6;
            case WIDE ->
                (random.nextBoolean() ? 1 : -1)
                        * StrictMath.scalb(1 + random.nextDouble(), random.nextInt(leastExponent, exponentBound));
            case WILD ->
                random.nextInt(5) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 200 * random.nextDouble() - 100;
        };
    }

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
        double[] drawn = (array instanceof float[] ? FOR_FLOAT32 : FOR_FLOAT64).get(what);
        int first = (int) (seed * 5003 % drawn.length);
        for (int i = 0; i < count; i++) {
            kernels.set(array, at + i * step, drawn[(first + i) % drawn.length]);
        }
    }
}
