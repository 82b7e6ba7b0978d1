package org.hypnos.core.evaluation;

import com.google.common.math.StatsAccumulator;
import java.util.List;
import java.util.Locale;

/**
 * The mean over data of E_q[log p(x, h) - log q(h given x)]: the log-likelihood less KL(q||p), exclusive, and so a lower
 * bound of it.
 *
 * @param nats the mean; -infinity if a draw has probability zero
 * @param samples the number of draws for each datum, by which the expectation is estimated without bias
 * @param data how many data it is the mean over
 * @param overData for other data of the same source: 1.96 sd / sqrt(N); of width 0 where the data have probabilities
 * @param monteCarlo for other draws with the same data
 */
public record Elbo(double nats, int samples, int data, Interval overData, Interval monteCarlo) {
    /**
     * {@return the estimate from all draws of {@code sampling}}
     *
     * @param sampling whose log-weights are averaged
     */
    public static Elbo of(ImportanceSampling sampling) {
        return of(
                sampling,
                sampling.collectWeights(StatsAccumulator::new, StatsAccumulator::add, logWeights -> logWeights));
    }

    /**
     * Draws as many as {@code sampling} says, then twice as many, and again, until {@code monteCarlo} is +-
     * {@code halfWidth} or narrower or there are {@code most} draws for each datum; the same bits as by that many at
     * once.
     *
     * @param halfWidth in nats
     * @param most at least the draws of {@code sampling}
     * @param sampling whose number of draws is the first to be tried
     * @return the last estimate, which tells how many draws it took
     */
    public static Elbo until(double halfWidth, int most, ImportanceSampling sampling) {
        return sampling.estimateUntil(
                StatsAccumulator::new,
                StatsAccumulator::add,
                Elbo::of,
                elbo -> elbo.monteCarlo().halfWidth() <= halfWidth,
                most);
    }

    private static Elbo of(ImportanceSampling sampling, List<StatsAccumulator> ofEach) {
        int samples = sampling.samples();
        DataMean mean = DataMean.of(
                sampling.dataset(),
                ofEach.stream()
                        .map(logWeights -> new DataMean.Datum(logWeights.mean(), logWeights.sampleVariance() / samples))
                        .toList());
        return new Elbo(mean.mean(), samples, sampling.dataset().size(), mean.overData(), mean.monteCarlo());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ELBO %.3f nats, a lower bound of the log-likelihood (%d draws for each of %d data;"
                        + " 95 %% over data +- %.3f, Monte Carlo +- %.3f)",
                nats,
                samples,
                data,
                overData.halfWidth(),
                monteCarlo.halfWidth());
    }
}
