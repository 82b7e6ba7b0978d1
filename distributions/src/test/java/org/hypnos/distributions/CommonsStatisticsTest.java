package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.FoldedNormalDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.GumbelDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.LogisticDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Continuous distributions agree with those of Commons Statistics, on random parameters: log-probabilities, distribution
 * functions, quantiles and moments, within 1e-12 of 1 or of the value, if that is larger.
 */
class CommonsStatisticsTest {
    private static final int TRIES = 500;

    /** A distribution of two random parameters, and the other library's. */
    record Pair(String name, boolean anyFirst, Ours ours, Other other) {
        interface Ours {
            Distribution of(Tensor first, Tensor second);
        }

        interface Other {
            ContinuousDistribution of(double first, double second);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Pair locationScale(String name, Pair.Ours ours, Pair.Other other) {
        return new Pair(name, true, ours, other);
    }

    private static Pair positive(String name, Pair.Ours ours, Pair.Other other) {
        return new Pair(name, false, ours, other);
    }

    private static Pair single(
            String name, Function<Tensor, Distribution> ours, DoubleFunction<ContinuousDistribution> other) {
        return positive(
                name, (parameter, unused) -> ours.apply(parameter), (parameter, unused) -> other.apply(parameter));
    }

    static Stream<Pair> pairs() {
        return Stream.of(
                locationScale("Normal", Normal::new, NormalDistribution::of),
                locationScale("Laplace", Laplace::new, LaplaceDistribution::of),
                locationScale("Logistic", Logistic::new, LogisticDistribution::of),
                locationScale("Gumbel", Gumbel::new, GumbelDistribution::of),
                locationScale("Cauchy", Cauchy::new, CauchyDistribution::of),
                locationScale(
                        "LogNormal",
                        (location, scale) -> new LogNormal(location, scale.mul(0.02)),
                        (location, scale) -> LogNormalDistribution.of(location, scale * 0.02)),
                positive(
                        "Uniform",
                        (low, width) -> new Uniform(low, low.add(width)),
                        (low, width) -> UniformContinuousDistribution.of(low, low + width)),
                positive("Gamma", Gamma::new, (a, rate) -> GammaDistribution.of(a, 1 / rate)),
                positive("Beta", Beta::new, BetaDistribution::of),
                single("HalfNormal", HalfNormal::new, scale -> FoldedNormalDistribution.of(0, scale)),
                single("Exponential", Exponential::new, rate -> ExponentialDistribution.of(1 / rate)),
                single("ChiSquared", ChiSquared::new, ChiSquaredDistribution::of),
                single("StudentT", n -> new StudentT(n, number(0), number(1)), TDistribution::of));
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private interface Comparison {
        void of(Distribution ours, ContinuousDistribution other, double probability);
    }

    private static void forEach(Pair pair, Comparison comparison) {
        Random random = new Random(1);
        for (int i = 0; i < TRIES; i++) {
            double first = pair.anyFirst() ? 20 * random.nextDouble() - 10 : positive(random);
            double second = positive(random);
            Distribution ours = pair.ours().of(number(first), number(second));
            comparison.of(ours, pair.other().of(first, second), random.nextDouble());
        }
    }

    /** From 1/90 to 90. */
    private static double positive(Random random) {
        return Math.exp(9 * random.nextDouble() - 4.5);
    }

    private static void requireClose(Tensor found, double expected, String what) {
        if (Double.isFinite(expected)) {
            double error = Math.abs(found.item() - expected) / Math.max(1, Math.abs(expected));
            assertThat(error)
                    .as("%s is %s, not %s", what, found.item(), expected)
                    .isLessThanOrEqualTo(1e-12);
        } else {
            assertThat(found.item()).as(what).isEqualTo(Double.valueOf(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void logProbs(Pair pair) {
        int[] compared = {0};
        forEach(pair, (ours, other, probability) -> {
            double x = other.inverseCumulativeProbability(probability);
            if (ours.support().contains(number(x)).item() == 1) { // rounding may have reached an open end
                requireClose(ours.logProb(number(x)), other.logDensity(x), ours + " at " + x);
                compared[0]++;
            }
        });
        assertThat(compared[0]).isGreaterThan(TRIES * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void distributionFunctions(Pair pair) {
        forEach(pair, (ours, other, probability) -> {
            double x = other.inverseCumulativeProbability(probability);
            double infinity = Double.POSITIVE_INFINITY;
            for (double at : new double[] {x, x - 1, x + 1, -x, 2 * x, 0, 1, infinity, -infinity}) {
                requireClose(
                        ((Cumulative) ours).cdf(number(at)), other.cumulativeProbability(at), ours + " up to " + at);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void quantiles(Pair pair) {
        forEach(pair, (ours, other, probability) -> {
            if (ours instanceof Quantile quantile) {
                for (double at : new double[] {probability, 0, 0.5, 1}) {
                    requireClose(
                            quantile.quantile(number(at)),
                            other.inverseCumulativeProbability(at),
                            "the quantile " + at + " of " + ours);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void moments(Pair pair) {
        forEach(pair, (ours, other, probability) -> {
            if (ours instanceof Moments moments) {
                requireClose(moments.mean(), other.getMean(), "the mean of " + ours);
                requireClose(moments.variance(), other.getVariance(), "the variance of " + ours);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void draws(Pair pair) {
        Distribution ours = pair.ours().of(number(0.7), number(1.8));
        ContinuousDistribution other = pair.other().of(0.7, 1.8);
        Tensor draws = ours.sample(RandomStream.of(1, 0, pair.name()), Shape.of(50_000));
        Goodness.requireDistribution(draws.toDoubles(), other::cumulativeProbability);
    }

    /** The expectation of -log p by Simpson's rule, over probabilities 1 / (1 + exp(-2 sinh(t))) whose quantiles score. */
    @ParameterizedTest
    @MethodSource("pairs")
    void entropies(Pair pair) {
        ContinuousDistribution other = pair.other().of(1.3, 2.5);
        double expectation = 0;
        for (int i = -440; i <= 440; i++) { // a kink at the median is a node
            double t = i / 128.0;
            double below = 1 / (1 + Math.exp(-2 * Math.sinh(t)));
            double above = 1 / (1 + Math.exp(2 * Math.sinh(t)));
            double x = t < 0 ? other.inverseCumulativeProbability(below) : other.inverseSurvivalProbability(above);
            double weight = (i % 2 == 0 ? 2 : 4) / 384.0;
            expectation -= weight * other.logDensity(x) * below * above * 2 * Math.cosh(t);
        }
        Tensor entropy = ((Entropy) pair.ours().of(number(1.3), number(2.5))).entropy();
        assertThat(entropy.item()).isCloseTo(expectation, within(1e-8));
    }
}
