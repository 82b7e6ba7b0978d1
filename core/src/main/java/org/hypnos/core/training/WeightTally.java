package org.hypnos.core.training;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Weighing;

/** Adds up the health of normalised weights, datum by datum. */
final class WeightTally {
    private double[] ess = new double[16]; // of each datum that has weight
    private int data;
    private double largestWeight;
    private final Map<String, Double> divergences = new LinkedHashMap<>(); // summed over the data

    void clear() {
        data = 0;
        largestWeight = 0;
        divergences.clear();
    }

    /** Adds the columns of the weights; a datum without weight is not counted. */
    void add(Weighing weighing) {
        Tensor weights = weighing.weights();
        int columns = weights.shape().dim(1);
        for (int datum = 0; datum < columns; datum++) {
            double squares = 0;
            for (int particle = 0; particle < weights.shape().dim(0); particle++) {
                double weight = weights.get(particle * columns + datum);
                squares += weight * weight;
                largestWeight = Math.max(largestWeight, weight);
            }
            if (squares > 0) {
                addEss(1 / squares);
            }
        }
        weighing.divergences().forEach((site, sum) -> divergences.merge(site, sum, Double::sum));
    }

    private void addEss(double own) {
        if (data == ess.length) {
            ess = Arrays.copyOf(ess, 2 * data);
        }
        ess[data++] = own;
    }

    void add(WeightTally other) {
        for (int i = 0; i < other.data; i++) {
            addEss(other.ess[i]);
        }
        largestWeight = Math.max(largestWeight, other.largestWeight);
        other.divergences.forEach((site, sum) -> divergences.merge(site, sum, Double::sum));
    }

    /** The effective sample size of each datum that has weight. */
    double[] effectiveSampleSizes() {
        return Arrays.copyOf(ess, data);
    }

    Optional<WeightHealth> health() {
        if (data == 0) {
            return Optional.empty();
        }
        Arrays.sort(ess, 0, data);
        double sum = 0;
        int belowTwo = 0;
        for (int i = 0; i < data; i++) {
            sum += ess[i];
            belowTwo += ess[i] < 2 ? 1 : 0;
        }
        Map<String, Double> means = new LinkedHashMap<>();
        divergences.forEach((site, total) -> means.put(site, total / data));
        double lowest = ess[(int) (0.05 * data)];
        return Optional.of(new WeightHealth(
                sum / data, lowest, ess[0], (double) belowTwo / data, largestWeight, ImmutableMap.copyOf(means)));
    }
}
