package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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

    /** Denormals, numbers too small to matter, and where powers of two are split off, results saturate, vanish or overflow. */
    private static final double[] EDGES = {
        Double.MIN_VALUE,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MIN_NORMAL,
        0x1p-54,
        0x1p-53,
        0.34657359027997264,
        0.34657359027997270,
        Math.nextDown(Math.sqrt(0.5)),
        Math.sqrt(0.5),
        Math.nextUp(Math.sqrt(0.5)),
        Math.sqrt(2),
        Math.nextDown(1),
        1,
        Math.nextUp(1),
        19.06,
        37.5,
        40,
        Math.nextDown(707.7),
        708.4,
        708.5,
        709.782712893384,
        Math.nextUp(709.782712893384),
        745.2,
        Double.MAX_VALUE
    };

    private static final long ALL_FLOATS = 1L << 32;
    private static final int STRIDE = 97;
    private static final int CHUNK = 1 << 16;

    private static final Kernels<float[]> FLOAT32 =
            VectorEngine.isPresent() ? VectorEngine.float32() : new FloatKernels();
    private static final Kernels<double[]> FLOAT64 =
            VectorEngine.isPresent() ? VectorEngine.float64() : new DoubleKernels();

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

    /** The largest error, and where it is. NaN counts as larger than any number. */
    private record Worst(double error, double at) {
        static Worst of(Worst one, Worst other) {
            return Double.compare(one.error, other.error) >= 0 ? one : other;
        }
    }

    /** Every 97th of all floats, denormals, infinities and NaN included. */
    @ParameterizedTest
    @MethodSource("subjects")
    void float32IsWithinTwoUlp(Subject subject) {
        Worst worst = IntStream.range(0, (int) (ALL_FLOATS / STRIDE / CHUNK + 1))
                .parallel()
                .mapToObj(chunk -> worst32(subject, (long) chunk * CHUNK * STRIDE))
                .reduce(new Worst(0, 0), Worst::of);
        assertThat(worst.error()).as("%s of %s, in ulp", subject, worst.at()).isLessThan(2);
    }

    private static Worst worst32(Subject subject, long firstBits) {
        int n = (int) Math.min(CHUNK, (ALL_FLOATS - firstBits + STRIDE - 1) / STRIDE);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = Float.intBitsToFloat((int) (firstBits + (long) i * STRIDE));
        }
        float[] found = new float[n];
        FLOAT32.map(subject.function(), x, found, n);
        Worst worst = new Worst(0, 0);
        for (int i = 0; i < n; i++) {
            double error = error32(subject, found[i], subject.reference().applyAsDouble(x[i]));
            worst = error <= worst.error() ? worst : Worst.of(new Worst(error, x[i]), worst);
        }
        return worst;
    }

    private static double error32(Subject subject, float found, double expected) {
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
        double[] x = points(subject.function());
        assertThat(x).hasSizeGreaterThanOrEqualTo(10_000);
        double[] found = new double[x.length];
        FLOAT64.map(subject.function(), x, found, x.length);
        Worst worst = IntStream.range(0, x.length)
                .parallel()
                .mapToObj(i ->
                        new Worst(error64(subject, found[i], subject.exact().apply(x[i])), x[i]))
                .reduce(new Worst(0, 0), Worst::of);
        assertThat(worst.error()).as("%s of %s, in ulp", subject, worst.at()).isLessThan(2);
    }

    private static double error64(Subject subject, double found, BigDecimal exact) {
        boolean flushed = subject.flushes() && found == 0 && Math.abs(exact.doubleValue()) < FLUSHED_64;
        return flushed ? 0 : Exact.ulps(found, exact);
    }

    private static double[] points(MapFunction function) {
        return switch (function) {
            case LOG -> positive();
            case LOG1P ->
                DoubleStream.concat(
                                DoubleStream.of(positive()),
                                DoubleStream.of(ofBothSigns()).filter(x -> x > -1 && x < 0))
                        .toArray();
            default -> ofBothSigns();
        };
    }

    /** Numbers of every size, many near 1, and edges. */
    private static double[] positive() {
        SplittableRandom random = new SplittableRandom(17);
        DoubleStream spread = DoubleStream.generate(
                        () -> StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-1074, 1024)))
                .limit(6000);
        DoubleStream near1 =
                DoubleStream.generate(() -> 0.5 + random.nextDouble()).limit(4000);
        return Stream.of(DoubleStream.of(EDGES), spread, near1)
                .flatMapToDouble(numbers -> numbers)
                .toArray();
    }

    /** Numbers of every size up to where all functions are flat or straight, many moderate ones, and edges. */
    private static double[] ofBothSigns() {
        SplittableRandom random = new SplittableRandom(17);
        DoubleStream spread = DoubleStream.generate(
                        () -> StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-1074, 10)))
                .limit(2500);
        DoubleStream moderate =
                DoubleStream.generate(() -> 40 * random.nextDouble()).limit(6000);
        DoubleStream large =
                DoubleStream.generate(() -> 750 * random.nextDouble()).limit(1500);
        DoubleStream numbers = Stream.of(spread, moderate, large)
                .flatMapToDouble(stream -> stream)
                .map(x -> random.nextBoolean() ? x : -x);
        DoubleStream edges = DoubleStream.of(EDGES).flatMap(x -> DoubleStream.of(x, -x));
        return DoubleStream.concat(edges, numbers).toArray();
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
        FLOAT32.map(function, new float[] {x}, out, 1);
        return out[0];
    }

    static double float64(MapFunction function, double x) {
        double[] out = new double[1];
        FLOAT64.map(function, new double[] {x}, out, 1);
        return out[0];
    }
}
