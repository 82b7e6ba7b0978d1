package org.hypnos.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Made-up numbers that follow from a seed, and the bits of a result. */
final class Numbers {
    private Numbers() {}

    /** Multiples of 0.1 in [-2, 2], so that two of them are equal or well apart. */
    static Tensor grid(long seed, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return tensor(shape, () -> (random.nextInt(41) - 20) / 10.0);
    }

    /** Positive numbers in [0.5, 2.5]. */
    static Tensor positive(long seed, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return tensor(shape, () -> 0.5 + 2 * random.nextDouble());
    }

    /** Numbers of either sign whose size is in [1, 2]. */
    static Tensor awayFromZero(long seed, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return tensor(shape, () -> (random.nextBoolean() ? 1 : -1) * (1 + random.nextDouble()));
    }

    /** Multiples of 0.1 in any order, none twice. */
    static Tensor distinct(long seed, Shape shape) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return tensor(shape, order.stream().mapToDouble(i -> i / 10.0).iterator()::nextDouble);
    }

    /** Whole numbers from 0 to {@code bound} - 1. */
    static Tensor whole(long seed, Shape shape, int bound) {
        SplittableRandom random = new SplittableRandom(seed);
        return tensor(shape, () -> random.nextInt(bound));
    }

    private static Tensor tensor(Shape shape, DoubleSupplier next) {
        double[] values = DoubleStream.generate(next).limit(shape.size()).toArray();
        return Tensor.of(DType.FLOAT64, shape, values);
    }

    /** Finite numbers of moderate size, with a denormal or a negative zero here and there. */
    static double[] tame(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] rare = {-0.0, 1e-40, -1e-310};
        return DoubleStream.generate(
                        () -> random.nextInt(7) == 0 ? rare[random.nextInt(rare.length)] : 12 * random.nextDouble() - 6)
                .limit(n)
                .toArray();
    }

    /** The bits of each element, with one NaN for all. */
    static long[] bits(Tensor tensor) {
        return DoubleStream.of(tensor.toDoubles())
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }
}
