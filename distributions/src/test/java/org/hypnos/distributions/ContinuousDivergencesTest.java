package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms are the integrals of p (log p - log q). */
class ContinuousDivergencesTest {
    private static final KullbackLeibler TABLE = KullbackLeibler.closedForms();

    /** A distribution of single numbers by two parameters, two each for p and q, and an interval that has its draws. */
    record Pair(String name, Family family, Tensor p, Tensor q, double from, double to) {
        interface Family {
            Distribution of(Tensor first, Tensor second);
        }

        Distribution left() {
            return of(p);
        }

        Distribution right() {
            return of(q);
        }

        private Distribution of(Tensor parameters) {
            return family.of(number(parameters.get(0)), number(parameters.get(1)));
        }

        Pair between(double lower, double upper) {
            return new Pair(name, family, p, q, lower, upper);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Pair anywhere(String name, Pair.Family family) {
        return new Pair(name, family, numbers(0.3, 0.8), numbers(-0.9, 1.7), -INFINITY, INFINITY);
    }

    private static Pair positive(String name, Pair.Family family) {
        return new Pair(name, family, numbers(2.5, 0.8), numbers(1.4, 1.7), 0, INFINITY);
    }

    static Stream<Pair> pairs() {
        return Stream.of(
                anywhere("Normal", Normal::new),
                anywhere("Laplace", Laplace::new),
                anywhere("Gumbel", Gumbel::new),
                anywhere("Cauchy", Cauchy::new),
                anywhere("LogNormal", LogNormal::new).between(0, INFINITY),
                positive("Gamma", Gamma::new),
                positive("InverseGamma", InverseGamma::new),
                positive("Exponential", (rate, other) -> new Exponential(rate)),
                positive("HalfNormal", (scale, other) -> new HalfNormal(scale)),
                positive("ChiSquared", (degrees, other) -> new ChiSquared(degrees)),
                positive("Beta", (a, b) -> new Beta(a.add(1), b.add(1))).between(0, 1),
                new Pair("Uniform", Uniform::new, numbers(-1, 2), numbers(-1.5, 5), -1, 2));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void divergencesAreIntegrals(Pair pair) {
        double[] inner = Stream.of(pair.p(), pair.q()) // where a density may have a corner
                .mapToDouble(parameters -> parameters.get(0))
                .filter(x -> x > pair.from() && x < pair.to())
                .toArray();
        double[] ends = DoubleStream.concat(DoubleStream.of(pair.from(), pair.to()), Arrays.stream(inner))
                .sorted()
                .toArray();
        double integral = 0;
        for (int i = 1; i < ends.length; i++) {
            integral += integral(pair.left(), pair.right(), ends[i - 1], ends[i]);
        }
        assertThat(TABLE.of(pair.left(), pair.right()).item()).isCloseTo(integral, within(1e-9));
    }

    /** By the trapezoidal rule after a double-exponential change of variable (Takahasi and Mori 1974). */
    private static double integral(Distribution p, Distribution q, double from, double to) {
        double step = 1.0 / 64;
        double[] t = IntStream.rangeClosed(-6 * 64, 6 * 64)
                .mapToDouble(i -> i * step)
                .filter(at -> x(at, from, to) > from && x(at, from, to) < to && Double.isFinite(x(at, from, to)))
                .toArray();
        Tensor x = numbers(Arrays.stream(t).map(at -> x(at, from, to)).toArray());
        Tensor logP = p.logProb(x);
        Tensor integrand = logP.exp().mul(logP.sub(q.logProb(x)));
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double next = integrand.get(i) * slope(t[i], from, to) * step;
            sum += Double.isNaN(next) ? 0 : next; // no probability times an infinite ratio
        }
        return sum;
    }

    private static double x(double t, double from, double to) {
        double s = Math.PI / 2 * Math.sinh(t);
        if (Double.isInfinite(from)) {
            return to - Math.exp(-s);
        }
        return Double.isInfinite(to) ? from + Math.exp(s) : from + (to - from) / (1 + Math.exp(-2 * s));
    }

    /** dx/dt. */
    private static double slope(double t, double from, double to) {
        double s = Math.PI / 2 * Math.sinh(t);
        double ds = Math.PI / 2 * Math.cosh(t);
        if (Double.isInfinite(from)) {
            return Math.exp(-s) * ds;
        }
        return Double.isInfinite(to) ? Math.exp(s) * ds : (to - from) / 2 * ds / Math.pow(Math.cosh(s), 2);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void divergencesAreZeroForEqualsAndHaveGradients(Pair pair) {
        assertThat(TABLE.of(pair.left(), pair.left()).item()).isCloseTo(0, within(1e-14));
        GradientCheck.check(
                        1,
                        in -> TABLE.of(
                                pair.family().of(in[0], in[1]), pair.family().of(in[2], in[3])),
                        number(pair.p().get(0)),
                        number(pair.p().get(1)),
                        number(pair.q().get(0)),
                        number(pair.q().get(1)))
                .requireWithin(1e-8);
    }

    @Test
    void vectorsAgreeWithTheirDraws() {
        Tensor factor = numbers(1, 0, 0, 0.5, 2, 0, -1, 0.3, 0.7).reshape(Shape.of(3, 3));
        Tensor other = numbers(2, 0, 0, -0.5, 1, 0, 1, 0.6, 0.9).reshape(Shape.of(3, 3));
        Tensor location = numbers(1, 0, -1, 0.5, 0.2, 0.1).reshape(Shape.of(2, 3));
        requireWhatDrawsSay(new MultivariateNormal(location, factor), new MultivariateNormal(numbers(0, 0, 1), other));
        requireWhatDrawsSay(new Dirichlet(numbers(0.8, 2, 3.5)), new Dirichlet(numbers(2, 1.5, 0.9)));
    }

    /** Beyond six standard errors is a mean of so many draws for fewer than one seed in a hundred million. */
    private static void requireWhatDrawsSay(Distribution p, Distribution q) {
        KullbackLeibler.Estimate estimate = KullbackLeibler.estimate(p, q, RandomStream.of(1), 20_000);
        Tensor divergence = TABLE.of(p, q);
        assertThat(divergence.shape()).isEqualTo(p.batchShape().broadcast(q.batchShape()));
        for (int i = 0; i < divergence.shape().size(); i++) {
            assertThat(divergence.get(i))
                    .isCloseTo(
                            estimate.mean().get(i),
                            within(6 * estimate.standardError().get(i)));
        }
    }

    /** A diagonal factor is as many normal distributions. */
    @Test
    void normalVectorsAreNormalNumbers() {
        Tensor location = numbers(1, 2, 3, 4).reshape(Shape.of(2, 2));
        Tensor scale = numbers(0.5, 2);
        Tensor zero = location.mul(0);
        Tensor vectors = TABLE.of(
                new MultivariateNormal(location, scale.diagonalMatrix()),
                new MultivariateNormal(zero, scale.add(1).diagonalMatrix()));
        Tensor singles = TABLE.of(new Normal(location, scale).toEvent(1), new Normal(zero, scale.add(1)).toEvent(1));
        assertThat(vectors.toDoubles()).containsExactly(singles.toDoubles(), within(1e-12));
    }

    @Test
    void gradientsReachFactors() {
        Tensor factor = numbers(1, 0, 0.5, 2).reshape(Shape.of(2, 2));
        GradientCheck.check(
                        1,
                        in -> TABLE.of(new MultivariateNormal(in[0], in[1]), new MultivariateNormal(in[2], in[3])),
                        numbers(1, 2),
                        factor,
                        numbers(0, 1),
                        factor.add(0.5))
                .requireWithin(1e-8);
    }

    @Test
    void whatDoesNotCoverIsInfinitelyFar() {
        assertThat(TABLE.of(new Uniform(number(0), number(2)), new Uniform(number(1), number(3)))
                        .item())
                .isEqualTo(INFINITY);
    }

    @Test
    void scalesFarApartHaveTheirLimits() {
        Normal narrow = new Normal(number(0), number(1e-30));
        Normal wide = new Normal(number(0), number(1e30));
        assertThat(TABLE.of(narrow, wide).item()).isCloseTo(60 * Math.log(10) - 0.5, within(1e-12));
        assertThat(TABLE.of(wide, narrow).item()).isCloseTo(5e119, within(1e107));
    }
}
