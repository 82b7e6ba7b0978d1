package org.hypnos.core.evaluation;

import com.google.common.collect.Lists;
import java.util.List;
import org.hypnos.core.training.Dataset;

/**
 * A mean over data, by their probabilities where they have any.
 *
 * @param overData for other data of the same source: 1.96 sd / sqrt(N); of width 0 where the data have probabilities
 * @param monteCarlo for other draws with the same data
 */
record DataMean(double mean, Interval overData, Interval monteCarlo) {
    /** What was found for one datum, and the variance that it has over draws. */
    record Datum(double value, double variance) {}

    static DataMean of(Dataset dataset, List<Datum> data) {
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < data.size(); i++) {
            double share = dataset.share(i);
            mean += share * data.get(i).value();
            variance += share * share * data.get(i).variance();
        }
        double squares = 0;
        for (Datum datum : data) {
            squares += (datum.value() - mean) * (datum.value() - mean);
        }
        int n = data.size();
        double deviation = Math.sqrt(squares / Math.max(1, n - 1));
        double overData = dataset.probabilities() == null ? 1.96 * deviation / Math.sqrt(n) : 0;
        return new DataMean(mean, new Interval(mean, overData), new Interval(mean, 1.96 * Math.sqrt(variance)));
    }

    /** The mean of numbers without variance. */
    static DataMean ofValues(Dataset dataset, List<Double> values) {
        return of(dataset, Lists.transform(values, value -> new Datum(value, 0)));
    }
}
