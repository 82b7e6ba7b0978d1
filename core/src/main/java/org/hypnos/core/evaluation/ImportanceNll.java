package org.hypnos.core.evaluation;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Locale;
import org.hypnos.core.training.Dataset;

/**
 * The mean over data of -log (1/K) sum_k p(x, h_k) / q(h_k given x), with h from the guide: in expectation an upper bound
 * of the negative log-likelihood (Burda, Grosse, Salakhutdinov 2016).
 *
 * @param nats the mean; infinite if all draws of a datum have probability zero
 * @param samples K, the number of draws for each datum
 * @param data how many data it is the mean over
 * @param overData for other data of the same source: 1.96 sd / sqrt(N); of width 0 where the data have probabilities
 * @param monteCarlo for other draws with the same data: 1.96 times the deviation by the delta method on the weights
 * @param estimatedBias the mean over data of var(w) / (2 K mean(w)^2), which neither interval covers
 */
public record ImportanceNll(
        double nats, int samples, int data, Interval overData, Interval monteCarlo, double estimatedBias) {
    /**
     * {@return the estimate from all draws of {@code sampling}}
     *
     * @param sampling whose weights are averaged
     */
    public static ImportanceNll of(ImportanceSampling sampling) {
        return of(sampling, sampling.collectWeights(LogSum::new, LogSum::add, sum -> sum));
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
    public static ImportanceNll until(double halfWidth, int most, ImportanceSampling sampling) {
        return sampling.estimateUntil(
                LogSum::new,
                LogSum::add,
                ImportanceNll::of,
                nll -> nll.monteCarlo().halfWidth() <= halfWidth,
                most);
    }

    private static ImportanceNll of(ImportanceSampling sampling, List<LogSum> sums) {
        int samples = sampling.samples();
        return of(
                sampling.dataset(),
                samples,
                sums.stream().map(sum -> datum(sum, samples)).toList());
    }

    /** The mean over {@code data}, each from {@code samples} draws. */
    static ImportanceNll of(Dataset dataset, int samples, List<DataMean.Datum> data) {
        DataMean mean = DataMean.of(dataset, data);
        DataMean bias = DataMean.ofValues(dataset, Lists.transform(data, datum -> datum.variance() / 2));
        return new ImportanceNll(mean.mean(), samples, data.size(), mean.overData(), mean.monteCarlo(), bias.mean());
    }

    /** -log of the mean of w, whose variance is var(w) / (K mean(w)^2). */
    static DataMean.Datum datum(LogSum sum, int samples) {
        return new DataMean.Datum(StrictMath.log(samples) - sum.value(), sum.relativeVariance(samples) / samples);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "importance-sampled NLL %.3f nats (K = %d draws for each of %d data;"
                        + " 95 %% over data +- %.3f, Monte Carlo +- %.3f, estimated bias %.3f)",
                nats,
                samples,
                data,
                overData.halfWidth(),
                monteCarlo.halfWidth(),
                estimatedBias);
    }
}
