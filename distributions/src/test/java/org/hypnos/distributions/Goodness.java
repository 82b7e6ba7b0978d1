package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** How well draws fit a distribution. The bounds let a right sampler fail for less than one seed in a million. */
public final class Goodness {
    private static final double FALSE_ALARM = 1e-6;
    /** Of Kolmogorov's distribution: 2 exp(-2 * 2.7^2) is 9.3e-7. */
    private static final double KOLMOGOROV = 2.7;

    private Goodness() {}

    /** Pearson's test; every probability above zero gives an expected count of at least 5. */
    public static void requireFrequencies(long[] counts, double... probabilities) {
        long draws = Arrays.stream(counts).sum();
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = draws * probabilities[i];
            if (expected == 0) {
                assertThat(counts[i])
                        .as("draws of value %s, which has probability 0", i)
                        .isZero();
            } else {
                assertThat(expected).as("expected count of value %s", i).isGreaterThan(5);
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }
        double bound = ChiSquaredDistribution.of(cells - 1.0).inverseSurvivalProbability(FALSE_ALARM);
        assertThat(statistic).as("chi-square of %s cells", cells).isLessThan(bound);
    }

    /** Kolmogorov and Smirnov's test. */
    public static void requireDistribution(double[] draws, DoubleUnaryOperator cumulated) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double probability = cumulated.applyAsDouble(sorted[i]);
            largest = Math.max(largest, (i + 1.0) / sorted.length - probability);
            largest = Math.max(largest, probability - (double) i / sorted.length);
        }
        assertThat(largest * Math.sqrt(sorted.length))
                .as("Kolmogorov's statistic")
                .isLessThan(KOLMOGOROV);
    }
}
