package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.util.Collections;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * For each datum k-hat: the shape of a generalised Pareto distribution that is fitted to the largest of the guide's weights
 * (Vehtari, Simpson, Gelman, Yao, Gabry 2024, "Pareto smoothed importance sampling").
 *
 * <p>The weights have 1/k finite moments: below 1/2 their variance is finite, and above {@link #limit} estimates cannot be
 * trusted, whatever their intervals say. A bounded weight has a negative shape; -infinity where the largest weights are
 * all equal; +infinity where too few differ, or none is positive.
 *
 * @param ofEach in the order of the data
 * @param samples K, the number of draws for each datum
 */
public record ParetoShape(ImmutableList<Double> ofEach, int samples) {
    private static final int LEAST_TAIL = 5;

    /**
     * {@return the shape of each datum, fitted to its min(K / 5, 3 sqrt(K)) largest weights}
     *
     * @param sampling with at least 25 samples, so that five are fitted to
     */
    public static ParetoShape of(ImportanceSampling sampling) {
        int samples = sampling.samples();
        checkArgument(samples >= 5 * LEAST_TAIL, "a tail of weights needs at least 25 samples, found %s", samples);
        int size = (int) Math.ceil(Math.min(samples / 5.0, 3 * Math.sqrt(samples)));
        return new ParetoShape(sampling.collectWeights(() -> new Tail(size), Tail::add, Tail::shape), samples);
    }

    /** The largest weights and the one below them. */
    private static final class Tail {
        private final int size;
        private final PriorityQueue<Double> logWeights = new PriorityQueue<>();

        Tail(int size) {
            this.size = size;
        }

        void add(double logWeight) {
            if (logWeights.size() <= size) {
                logWeights.add(logWeight);
            } else if (logWeight > logWeights.element()) {
                logWeights.remove();
                logWeights.add(logWeight);
            }
        }

        /** Of what exceeds the weight below, each relative to the largest. */
        double shape() {
            double largest = Collections.max(logWeights);
            if (!Double.isFinite(largest)) {
                return Math.abs(largest); // +infinity for a datum without weight; NaN stays NaN
            }
            double below = StrictMath.exp(logWeights.element() - largest);
            double[] exceedances = logWeights.stream()
                    .mapToDouble(logWeight -> StrictMath.exp(logWeight - largest) - below)
                    .filter(exceedance -> exceedance > 0)
                    .toArray();
            if (exceedances.length < LEAST_TAIL) {
                return exceedances.length == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            return GeneralizedPareto.shape(exceedances);
        }
    }

    /** {@return min(1 - 1 / log10(K), 0.7): up to here K draws suffice} */
    public double limit() {
        return Math.min(1 - 1 / StrictMath.log10(samples), 0.7);
    }

    /** {@return the median over data} */
    public double median() {
        return Quantiles.median().compute(ofEach);
    }

    /** {@return the largest shape of any datum} */
    public double maximum() {
        return Collections.max(ofEach);
    }

    /** {@return the share of data, from 0 to 1, whose k-hat is not below {@link #limit}} */
    public double shareBeyondLimit() {
        return ofEach.stream().filter(shape -> !(shape < limit())).count() / (double) ofEach.size();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PSIS k-hat: median %.2f, largest %.2f; not below %.2f for %.1f %% of %d data (K = %d)",
                median(),
                maximum(),
                limit(),
                100 * shareBeyondLimit(),
                ofEach.size(),
                samples);
    }
}
