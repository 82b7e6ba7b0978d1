package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts so large that they are normal but for less than a test sees; small ones stand in CountsTest. */
class CountSamplersTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    static Stream<Distribution> large() {
        return Stream.of(
                new Poisson(number(1e8)),
                new Poisson(number(1e10)),
                new Poisson(number(1e20)),
                new Binomial(1 << 30, number(-1)),
                new Binomial(1 << 30, number(0.7)),
                new NegativeBinomial(number(1e12), number(-2)));
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    @ParameterizedTest
    @MethodSource("large")
    void largeCountsAreNormal(Distribution distribution) {
        Moments moments = (Moments) distribution;
        double mean = moments.mean().item();
        double deviation = Math.sqrt(moments.variance().item());
        Tensor draws = distribution.sample(RandomStream.of(1), Shape.of(20_000));
        Goodness.requireDistribution(
                draws.toDoubles(), draw -> NORMAL.cumulativeProbability((draw + 0.5 - mean) / deviation));
    }

    @Test
    void theDistributionFunctionOfLargeCountsIsNearlyNormal() {
        for (Distribution distribution : new Distribution[] {
            new Poisson(number(1e13)), new Poisson(number(1e16)), new NegativeBinomial(number(1e13), number(1))
        }) {
            Tensor mean = ((Moments) distribution).mean();
            Tensor deviation = ((Moments) distribution).variance().sqrt();
            Quantile quantile = (Quantile) distribution;
            for (double z : new double[] {-50, -2, -0.1, 0, 1, 3, 50}) {
                double expected = NORMAL.cumulativeProbability(z);
                Tensor cdf = quantile.cdf(mean.add(deviation.mul(z)));
                assertThat(cdf.item()).isCloseTo(expected, within(1e-6));
            }
            double median = quantile.quantile(number(0.5)).item();
            assertThat(median).isCloseTo(mean.item(), within(2.0 + 1e-15 * mean.item()));
        }
    }

    @ParameterizedTest
    @CsvSource({"1e-3", "0.5", "1", "7"})
    void logarithmsOfGammaDrawsHaveTheirMean(double shape) {
        Tensor draws = RowDraws.of(
                RandomStream.of(2), Shape.of(50_000), (row, x) -> LogGammaDraw.of(row, x[0]), number(shape));
        double error = 5 * Math.sqrt(trigamma(shape) / 50_000);
        assertThat(draws.mean().item()).isCloseTo(number(shape).digamma().item(), within(error));
    }

    /** 1/x^2 + 1/(x + 1)^2 + ... */
    private static double trigamma(double x) {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += 1 / ((x + i) * (x + i));
        }
        return sum;
    }

    @Test
    void neighboursWithEqualParametersShareASampler() {
        int[] made = new int[1];
        Tensor parameters = Tensor.of(DType.FLOAT64, Shape.of(4), 1, 1, 2, 2);
        Tensor draws = RowDraws.of(
                RandomStream.of(2),
                Shape.of(2, 4),
                (row, x) -> {
                    int number = ++made[0];
                    return () -> number;
                },
                parameters);
        assertThat(draws.toDoubles()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    }
}
