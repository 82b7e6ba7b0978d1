package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hypnos.autodiff.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralizedParetoTest {
    /** What exceeds with probability {@code survival}. */
    private static double quantile(double shape, double scale, double survival) {
        return shape == 0 ? -scale * Math.log(survival) : scale * (Math.pow(survival, -shape) - 1) / shape;
    }

    /** The estimate less what ten more numbers of shape 1/2 do to it. */
    private static double withoutPrior(double estimate, int n) {
        return (estimate * (n + 10) - 5) / n;
    }

    @ParameterizedTest
    @CsvSource({"-0.3, 1", "0, 1", "0.2, 1000", "0.5, 1", "0.7, 1e-6", "1, 1", "2, 3"})
    void drawsTellTheirShape(double shape, double scale) {
        int n = 20_000;
        RandomStream random = RandomStream.of(11, 0, "pareto");
        double[] draws =
                random.doubles(n).map(u -> quantile(shape, scale, 1 - u)).toArray();
        // The likeliest shape has deviation (1 + k) / sqrt(n); 5.5 of them.
        assertThat(withoutPrior(GeneralizedPareto.shape(draws), n))
                .isCloseTo(shape, within(5.5 * (1 + shape) / Math.sqrt(n)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.3, 0, 0.3, 0.7, 1.5})
    void quantilesTellTheirShape(double shape) {
        int n = 2000;
        double[] quantiles = IntStream.range(0, n)
                .mapToDouble(i -> quantile(shape, 1, (i + 0.5) / n))
                .toArray();
        assertThat(withoutPrior(GeneralizedPareto.shape(quantiles), n)).isCloseTo(shape, within(0.01));
    }

    @Test
    void theScaleDoesNotMatterAndFewNumbersAreDrawnToAHalf() {
        double[] few = {0.1, 0.5, 0.6, 1.1, 2.4, 9};
        double shape = GeneralizedPareto.shape(few);
        double[] large = Arrays.stream(few).map(x -> 1e8 * x).toArray();
        assertThat(GeneralizedPareto.shape(large)).isCloseTo(shape, within(1e-9));
        double[] equal = {1, 1, 1, 1, 1};
        assertThat(GeneralizedPareto.shape(equal)).isFinite().isLessThan(0.5);
    }
}
