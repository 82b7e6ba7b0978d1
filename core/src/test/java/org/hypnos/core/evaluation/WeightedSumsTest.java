package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedSumsTest {
    private static void add(WeightedSums sums, double logWeight, double... values) {
        sums.add(logWeight, values.length, i -> values[i]);
    }

    /** Weights 1, 2, 3 of the values 1, 3, 5: mean 22/6; sum w^2 (f - mean)^2 / 36. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6, -1e6})
    void weightsOfAnySizeInAnyOrder(double shift) {
        double[][] orders = {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}};
        double mean = 22.0 / 6;
        double variance = ((1 - mean) * (1 - mean) + 4 * (3 - mean) * (3 - mean) + 9 * (5 - mean) * (5 - mean)) / 36;
        for (double[] order : orders) {
            WeightedSums sums = new WeightedSums();
            for (double weight : order) {
                add(sums, shift + Math.log(weight), 2 * weight - 1, -7);
            }
            assertThat(sums.mean(0)).isCloseTo(mean, within(1e-8));
            assertThat(sums.variance(0)).isCloseTo(variance, within(1e-8));
            assertThat(sums.mean(1)).isCloseTo(-7, within(1e-12));
            assertThat(sums.variance(1)).isCloseTo(0, within(1e-12));
            assertThat(sums.weights().effectiveSampleSize()).isCloseTo(36.0 / 14, within(1e-8));
        }
    }

    @Test
    void numbersThatCameLaterWereZero() {
        WeightedSums sums = new WeightedSums();
        add(sums, 0, 4);
        add(sums, Math.log(3), 4, 8);
        add(sums, 0, 4);
        assertThat(sums.size()).isEqualTo(2);
        assertThat(sums.mean(0)).isCloseTo(4, within(1e-15));
        assertThat(sums.mean(1)).as("3 of 5").isCloseTo(8 * 0.6, within(1e-14));
    }

    @Test
    void whatHasNoWeightMayBeInfinite() {
        WeightedSums sums = new WeightedSums();
        add(sums, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(sums.mean(0)).isNaN();
        add(sums, 5, 2);
        add(sums, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(sums.mean(0)).isEqualTo(2);
        assertThat(sums.variance(0)).isZero();
    }

    @Test
    void notANumberStaysNotANumber() {
        WeightedSums sums = new WeightedSums();
        add(sums, Double.NaN, 1);
        add(sums, 0, 1);
        assertThat(sums.mean(0)).isNaN();
    }
}
