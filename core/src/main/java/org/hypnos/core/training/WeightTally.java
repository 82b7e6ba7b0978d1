package org.hypnos.core.training;

import java.util.Optional;
import org.hypnos.autodiff.Tensor;

/** Adds up the health of normalised weights, datum by datum. */
final class WeightTally {
    private int data;
    private int belowTwo;
    private double sumOfEss;
    private double leastEss = Double.POSITIVE_INFINITY;
    private double largestWeight;

    void clear() {
        data = 0;
        belowTwo = 0;
        sumOfEss = 0;
        leastEss = Double.POSITIVE_INFINITY;
        largestWeight = 0;
    }

    /** Adds the columns of weights [particles, data]; a datum without weight is not counted. */
    void add(Tensor weights) {
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
    }

    private void addEss(double ess) {
        data++;
        sumOfEss += ess;
        leastEss = Math.min(leastEss, ess);
        belowTwo += ess < 2 ? 1 : 0;
    }

    void add(WeightTally other) {
        data += other.data;
        belowTwo += other.belowTwo;
        sumOfEss += other.sumOfEss;
        leastEss = Math.min(leastEss, other.leastEss);
        largestWeight = Math.max(largestWeight, other.largestWeight);
    }

    Optional<StepReport.WeightHealth> health() {
        return data == 0
                ? Optional.empty()
                : Optional.of(new StepReport.WeightHealth(
                        sumOfEss / data, leastEss, (double) belowTwo / data, largestWeight));
    }
}
