package org.hypnos.core.training;

import com.google.common.collect.ImmutableMap;
import java.util.OptionalInt;

/**
 * A measurement of the programs after some steps.
 *
 * @param steps how many were taken
 * @param split the name of the data
 * @param metric what was measured, such as {@code nll}, in nats; smaller is better
 * @param estimate how: {@code exact}, {@code importance}, {@code elbo} or {@code reconstruction}
 * @param samples draws for each datum, where there are any
 * @param value of the metric
 * @param halfWidths of 95 % intervals around the value, by what varies: {@code over_data}, {@code monte_carlo}
 */
public record Score(
        long steps,
        String split,
        String metric,
        String estimate,
        OptionalInt samples,
        double value,
        ImmutableMap<String, Double> halfWidths) {}
