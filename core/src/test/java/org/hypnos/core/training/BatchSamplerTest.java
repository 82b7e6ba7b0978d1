package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static Dataset data(int size) {
        return Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT32, Shape.of(size))));
    }

    private static int[] epoch(BatchSampler sampler, int epoch, int steps) {
        return IntStream.range(0, steps)
                .flatMap(i -> Arrays.stream(sampler.rows((long) epoch * steps + i)))
                .toArray();
    }

    @Test
    void anEpochIsAPermutation() {
        BatchSampler sampler = BatchSampler.of(data(10), 1, 3);
        int[] sorted = epoch(sampler, 0, 4);
        assertThat(sampler.rows(3)).hasSize(1);
        Arrays.sort(sorted);
        assertThat(sorted).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void everyEpochAndSeedHasItsOwnOrder() {
        BatchSampler sampler = BatchSampler.of(data(50), 1, 10);
        int[] first = epoch(sampler, 0, 5);
        assertThat(epoch(sampler, 1, 5)).isNotEqualTo(first);
        assertThat(epoch(BatchSampler.of(data(50), 2, 10), 0, 5)).isNotEqualTo(first);
        assertThat(epoch(sampler, 0, 5))
                .as("the same again, after another epoch")
                .isEqualTo(first);
    }

    @Test
    void batchesFollowFromTheStepAlone() {
        BatchSampler inOrder = BatchSampler.of(data(50), 1, 10);
        int[] first = inOrder.rows(0);
        int[] later = inOrder.rows(13);
        assertThat(BatchSampler.of(data(50), 1, 10).rows(13)).isEqualTo(later);
        assertThat(inOrder.rows(0)).isEqualTo(first);
    }

    @Test
    void theOrderDoesNotDependOnTheBatchSize() {
        assertThat(epoch(BatchSampler.of(data(60), 1, 10), 2, 6))
                .isEqualTo(epoch(BatchSampler.of(data(60), 1, 15), 2, 4));
    }

    @Test
    void everyPlaceIsEquallyProbable() {
        BatchSampler sampler = BatchSampler.of(data(4), 3, 4);
        long[] counts = new long[24];
        for (int step = 0; step < 24_000; step++) {
            int[] rows = sampler.rows(step);
            int code = rows[0] * 6 + rank(rows[1], rows[0]) * 2 + (rows[2] > rows[3] ? 1 : 0);
            counts[code]++;
        }
        requireFrequencies(
                counts, IntStream.range(0, 24).mapToDouble(i -> 1.0 / 24).toArray());
    }

    private static int rank(int value, int without) {
        return value > without ? value - 1 : value;
    }

    @Test
    void weightedDataAreDrawnByTheirProbabilities() {
        double[] probabilities = {0.1, 0.4, 0, 0.3, 0.2};
        BatchSampler sampler = BatchSampler.of(weighted(probabilities), 5, 100);
        long[] counts = new long[5];
        for (int step = 0; step < 500; step++) {
            for (int row : sampler.rows(step)) {
                counts[row]++;
            }
        }
        requireFrequencies(counts, probabilities);
        assertThat(sampler.rows(3))
                .isEqualTo(BatchSampler.of(weighted(probabilities), 5, 100).rows(3));
    }

    private static Dataset weighted(double... probabilities) {
        Shape shape = Shape.of(probabilities.length);
        return Dataset.weighted(
                Map.of("x", Tensor.zeros(DType.FLOAT32, shape)), Tensor.of(DType.FLOAT64, shape, probabilities));
    }

    /** Pearson's test; a right sampler fails for one seed in a million. */
    private static void requireFrequencies(long[] counts, double... probabilities) {
        long draws = Arrays.stream(counts).sum();
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = draws * probabilities[i];
            if (expected == 0) {
                assertThat(counts[i]).isZero();
            } else {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        assertThat(statistic).isLessThan(ChiSquaredDistribution.of(cells - 1.0).inverseSurvivalProbability(1e-6));
    }
}
