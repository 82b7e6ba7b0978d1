package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions' errors in units in the last place (ulp). */
class FunctionsTest {
    /** Results below may be zero instead, as exp says. */
    private static final double FLUSHED_32 = 0x1p-125;

    private static final double FLUSHED_64 = 0x1p-1021;

    /** One function in both precisions, and what it should be. */
    private record Subject(
            MapFunction function, DoubleUnaryOperator reference, DoubleFunction<BigDecimal> exact, boolean flushes) {
        @Override
        public String toString() {
            return function.toString();
        }
    }

    static Stream<Subject> subjects() {
        return Stream.of(
                new Subject(MapFunction.EXP, StrictMath::exp, Exact::exp, true),
                new Subject(MapFunction.LOG, StrictMath::log, Exact::log, false),
                new Subject(MapFunction.EXPM1, StrictMath::expm1, Exact::expm1, false),
                new Subject(MapFunction.LOG1P, StrictMath::log1p, Exact::log1p, false),
                new Subject(MapFunction.TANH, StrictMath::tanh, Exact::tanh, false),
                new Subject(MapFunction.SIGMOID, x -> 1 / (1 + StrictMath.exp(-x)), Exact::sigmoid, true),
                new Subject(MapFunction.SOFTPLUS, FunctionsTest::softplus, Exact::softplus, true),
                new Subject(
                        MapFunction.LOG_SIGMOID,
                        x -> -softplus(-x),
                        x -> Exact.softplus(-x).negate(),
                        true));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void float32IsWithinTwoUlp(Subject subject) {
        double worst = 0;
        float at = 0;
        for (long bits = 0; bits < 1L << 32; bits += 9973) {
            float x = Float.intBitsToFloat((int) bits);
            double error = error32(subject, x);
            if (!(error <= worst)) {
                worst = error;
                at = x;
            }
        }
        assertThat(worst).as("%s of %s, in ulp", subject, at).isLessThan(2);
    }

    private static double error32(Subject subject, float x) {
        float found = float32(subject.function(), x);
        double expected = subject.reference().applyAsDouble(x);
        float nearest = (float) expected;
        if (Double.isNaN(expected) || Float.isInfinite(nearest)) {
            return Float.compare(found, nearest) == 0 ? 0 : Double.NaN;
        }
        boolean flushed = subject.flushes() && found == 0 && Math.abs(expected) < FLUSHED_32;
        return flushed ? 0 : Math.abs(found - expected) / Math.ulp(nearest);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void float64IsWithinTwoUlp(Subject subject) {
        double worst = 0;
        double at = 0;
        for (double x : points(subject.function())) {
            double found = float64(subject.function(), x);
            BigDecimal exact = subject.exact().apply(x);
            boolean flushed = subject.flushes() && found == 0 && Math.abs(exact.doubleValue()) < FLUSHED_64;
            double error = flushed ? 0 : Exact.ulps(found, exact);
            if (!(error <= worst)) {
                worst = error;
                at = x;
            }
        }
        assertThat(worst).as("%s of %s, in ulp", subject, at).isLessThan(2);
    }

    /** Ten thousand numbers: some of every size, many of moderate size, and edges. */
    private static double[] points(MapFunction function) {
        SplittableRandom random = new SplittableRandom(17);
        DoubleStream spread = DoubleStream.generate(
                        () -> StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-1022, 9)))
                .limit(2000);
        DoubleStream moderate =
                DoubleStream.generate(() -> 40 * random.nextDouble()).limit(6000);
        DoubleStream near1 =
                DoubleStream.generate(() -> 0.5 + random.nextDouble()).limit(1989);
        DoubleStream edges = DoubleStream.of(
                Double.MIN_NORMAL,
                0x1p-54,
                0x1p-53,
                0.34657359027997264,
                0.34657359027997270,
                Math.sqrt(0.5),
                Math.sqrt(2),
                Math.nextDown(1),
                Math.nextUp(1),
                707.7,
                708.4);
        return DoubleStream.concat(DoubleStream.concat(spread, moderate), DoubleStream.concat(near1, edges))
                .map(x -> function == MapFunction.LOG || random.nextBoolean() ? x : -x)
                .filter(x -> function != MapFunction.LOG1P || x > -1)
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(MapFunction.class)
    void nanStaysNan(MapFunction function) {
        float negative = Float.intBitsToFloat(0xFFC00001);
        assertThat(float32(function, Float.NaN)).isNaN();
        assertThat(float32(function, negative)).isNaN();
        assertThat(float64(function, Double.NaN)).isNaN();
        assertThat(float64(function, negative)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        // at 0, at -0, at infinity, at -infinity
        "EXP,         1,                  1,                  Infinity, 0",
        "LOG,         -Infinity,          -Infinity,          Infinity, NaN",
        "TANH,        0,                  -0,                 1,        -1",
        "SIGMOID,     0.5,                0.5,                1,        0",
        "SOFTPLUS,    0.6931471805599453, 0.6931471805599453, Infinity, 0",
        "LOG_SIGMOID, -0.6931471805599453, -0.6931471805599453, 0,      -Infinity",
        "EXPM1,       0,                  -0,                 Infinity, -1",
        "LOG1P,       0,                  -0,                 Infinity, NaN",
        "ERF,         0,                  -0,                 1,        -1",
        "LGAMMA,      Infinity,           Infinity,           Infinity, NaN",
        "DIGAMMA,     -Infinity,          -Infinity,          Infinity, NaN",
        "TRIGAMMA,    Infinity,           Infinity,           0,        NaN",
        "ABS,         0,                  0,                  Infinity, Infinity",
        "SQRT,        0,                  -0,                 Infinity, NaN",
        "NEG,         -0,                 0,                  -Infinity, Infinity",
        "SQUARE,      0,                  0,                  Infinity, Infinity",
    })
    void edges(MapFunction function, double atZero, double atMinusZero, double atInfinity, double atMinusInfinity) {
        double[] at = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] expected = {atZero, atMinusZero, atInfinity, atMinusInfinity};
        for (int i = 0; i < at.length; i++) {
            assertThat(float64(function, at[i])).as("at %s", at[i]).isEqualTo(Double.valueOf(expected[i]));
            assertThat(float32(function, (float) at[i])).as("at %s", at[i]).isEqualTo(Float.valueOf((float)
                    expected[i]));
        }
    }

    static float float32(MapFunction function, float x) {
        float[] out = new float[1];
        new FloatKernels().map(function, new float[] {x}, out, 1);
        return out[0];
    }

    static double float64(MapFunction function, double x) {
        double[] out = new double[1];
        new DoubleKernels().map(function, new double[] {x}, out, 1);
        return out[0];
    }
}
