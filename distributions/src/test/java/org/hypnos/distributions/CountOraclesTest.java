package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.GeometricDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log-probabilities, distribution functions and moments beside those of Commons Statistics, on random parameters. */
class CountOraclesTest {
    private static final int PARAMETERS = 300;
    private static final double ERROR = 1e-12;

    /** One distribution by both sides. */
    record Pair(Distribution ours, DiscreteDistribution theirs) {
        @Override
        public String toString() {
            return ours.toString();
        }
    }

    private interface Source {
        Pair from(SplittableRandom random);
    }

    record Family(String name, Source source) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Family> families() {
        return Stream.of(
                new Family("Poisson", random -> {
                    double rate = Math.exp(random.nextDouble(-5, 12));
                    return new Pair(new Poisson(number(rate)), PoissonDistribution.of(rate));
                }),
                new Family("Geometric", random -> {
                    double p = random.nextDouble(0.01, 0.99);
                    return new Pair(new Geometric(logit(p)), GeometricDistribution.of(p));
                }),
                new Family("NegativeBinomial", random -> {
                    double p = random.nextDouble(0.01, 0.99);
                    int total = random.nextInt(1, 200);
                    return new Pair(
                            new NegativeBinomial(number(total), logit(p).neg()), PascalDistribution.of(total, p));
                }),
                new Family("Binomial", random -> {
                    double p = random.nextDouble(0.01, 0.99);
                    int total = (int) Math.exp(random.nextDouble(0, 9));
                    return new Pair(new Binomial(total, logit(p)), BinomialDistribution.of(total, p));
                }));
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static Tensor logit(double p) {
        return number(Math.log(p) - Math.log1p(-p));
    }

    /** Where the distribution has most of its probability, and a little beyond. */
    private static double[] counts(DiscreteDistribution distribution) {
        double deviation = Math.sqrt(distribution.getVariance());
        return Stream.of(-8.0, -3.0, -1.0, -0.1, 0.0, 0.2, 1.0, 2.0, 4.0, 10.0)
                .mapToDouble(z -> Math.rint(distribution.getMean() + z * deviation))
                .map(k -> Math.min(Math.max(k, 0), distribution.getSupportUpperBound()))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("families")
    void agreeWithCommonsStatistics(Family family) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PARAMETERS; i++) {
            Pair pair = family.source().from(random);
            double[] counts = counts(pair.theirs());
            Tensor values = Tensor.of(DType.FLOAT64, Shape.of(counts.length), counts);
            Tensor logProb = pair.ours().logProb(values);
            Tensor cdf = ((Cumulative) pair.ours()).cdf(values);
            for (int j = 0; j < counts.length; j++) {
                int k = (int) counts[j];
                requireEqual(
                        pair + ", log p of " + k, logProb.get(j), pair.theirs().logProbability(k));
                requireEqual(pair + ", cdf of " + k, cdf.get(j), pair.theirs().cumulativeProbability(k));
            }
            Moments moments = (Moments) pair.ours();
            requireEqual(pair + ", mean", moments.mean().item(), pair.theirs().getMean());
            requireEqual(
                    pair + ", variance",
                    moments.variance().item(),
                    pair.theirs().getVariance());
        }
    }

    private static void requireEqual(String what, double found, double expected) {
        assertThat(found).as(what).isCloseTo(expected, within(ERROR * Math.max(1, Math.abs(expected))));
    }
}
