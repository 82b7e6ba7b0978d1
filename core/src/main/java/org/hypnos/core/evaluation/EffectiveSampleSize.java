package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import com.google.common.math.Stats;
import java.util.Collections;
import java.util.Locale;

/**
 * For each datum (sum_k w_k)^2 / sum_k w_k^2: about how many draws from the posterior the guide's draws are worth, from 1 to
 * K; 0 where no draw has weight.
 *
 * @param ofEach in the order of the data
 * @param samples K, the number of draws for each datum
 */
public record EffectiveSampleSize(ImmutableList<Double> ofEach, int samples) {
    /**
     * {@return the effective sample size of each datum, from all draws of {@code sampling}}
     *
     * @param sampling whose weights are compared
     */
    public static EffectiveSampleSize of(ImportanceSampling sampling) {
        return new EffectiveSampleSize(
                sampling.collectWeights(LogSum::new, LogSum::add, LogSum::effectiveSampleSize), sampling.samples());
    }

    /** {@return the mean over data, in which all count the same} */
    public double mean() {
        return Stats.meanOf(ofEach);
    }

    /** {@return the 5 % quantile: one datum of twenty has less} */
    public double lowest5Percent() {
        return Quantiles.percentiles().index(5).compute(ofEach);
    }

    /** {@return the least size of any datum} */
    public double minimum() {
        return Collections.min(ofEach);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "effective sample size %.1f of K = %d draws (mean over %d data; 5 %% have less than %.1f, the least is %.1f)",
                mean(),
                samples,
                ofEach.size(),
                lowest5Percent(),
                minimum());
    }
}
