package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableList;
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
    public static ImportanceNll of(ImportanceSampling sampling) {
        int samples = sampling.samples();
        ImmutableList<DataMean.Datum> data =
                sampling.collectWeights(LogSum::new, LogSum::add, sum -> datum(sum, samples));
        return of(sampling.dataset(), samples, data);
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
