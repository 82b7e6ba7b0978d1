package org.hypnos.core.training;

import com.google.common.collect.ImmutableMap;

/**
 * How well the guide's particles cover the posteriors; the effective sample size (ESS) of a datum is 1 / sum of squared
 * normalised weights. Data without weight are not counted here.
 *
 * @param meanEss over the batch
 * @param lowEss which 5 % of the data do not reach
 * @param leastEss in the batch
 * @param shareBelowTwo the share of data whose effective sample size is below 2
 * @param largestWeight the largest normalised weight
 * @param divergences for each site of the guide, the mean over data of sum_k W_k (log p - log q) in nats
 */
public record WeightHealth(
        double meanEss,
        double lowEss,
        double leastEss,
        double shareBelowTwo,
        double largestWeight,
        ImmutableMap<String, Double> divergences) {}
