package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions that are computed in double for both precisions. */
class GammaFunctionsTest {
    /** The largest error in FLOAT64: relative where the function is above {@code floor} in size, and absolute times it below. */
    private record Subject(MapFunction function, DoubleFunction<BigDecimal> exact, double floor, double tolerance) {
        double error(double x) {
            BigDecimal expected = exact.apply(x);
            double difference = new BigDecimal(FunctionsTest.float64(function, x))
                    .subtract(expected)
                    .doubleValue();
            return Math.abs(difference) / Math.max(Math.abs(expected.doubleValue()), floor);
        }

        @Override
        public String toString() {
            return function.toString();
        }
    }

    static Stream<Subject> subjects() {
        return Stream.of(
                new Subject(MapFunction.ERF, ExactGamma::erf, 0, 3e-16),
                new Subject(MapFunction.LGAMMA, ExactGamma::lgamma, 0, 2e-15),
                new Subject(MapFunction.DIGAMMA, ExactGamma::digamma, 1, 2e-15),
                new Subject(MapFunction.TRIGAMMA, ExactGamma::trigamma, 0, 2e-15));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void float64IsWithinItsTolerance(Subject subject) {
        double worst = 0;
        double at = 0;
        boolean square = subject.function() == MapFunction.TRIGAMMA; // of 1e-300, infinite
        for (double x : points(square ? 1e-150 : 0, subject.function() == MapFunction.ERF ? 6 : 1e6)) {
            double error = subject.error(x);
            if (!(error <= worst)) {
                worst = error;
                at = x;
            }
        }
        assertThat(worst).as("error at %s", at).isLessThan(subject.tolerance());
    }

    /** Some of every size, many from 0 to 20, many near the zeros at 1, 1.4616 and 2, and edges. */
    private static double[] points(double least, double most) {
        SplittableRandom random = new SplittableRandom(19);
        DoubleStream spread = DoubleStream.generate(
                        () -> StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-1000, 20)))
                .limit(500);
        DoubleStream moderate =
                DoubleStream.generate(() -> 20 * random.nextDouble()).limit(1000);
        DoubleStream small =
                DoubleStream.generate(() -> 0.4 + 2.2 * random.nextDouble()).limit(1000);
        DoubleStream edges =
                DoubleStream.of(1 - 0x1p-53, 1 + 0x1p-52, 2 - 0x1p-52, 2 + 0x1p-51, 0.5, 1.5, 2.5, 10, 5.9, 1e-300);
        return DoubleStream.concat(DoubleStream.concat(spread, moderate), DoubleStream.concat(small, edges))
                .filter(x -> x > least && x < most)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void float32IsFloat64Rounded(Subject subject) {
        for (double point : points(1e-40, 6)) {
            float x = (float) point;
            float expected = (float) FunctionsTest.float64(subject.function(), x);
            assertThat(FunctionsTest.float32(subject.function(), x)).isEqualTo(expected);
        }
    }
}
