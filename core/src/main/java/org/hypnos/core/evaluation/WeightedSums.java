package org.hypnos.core.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Weighted means of several numbers f, whose weights w arrive one by one as logarithms. */
final class WeightedSums {
    private final LogSum weights = new LogSum();
    private double[] ofValues = {}; // sum w f, relative to the largest weight as all sums here are
    private double[] bySquares = {}; // sum w^2 f
    private double[] ofSquares = {}; // sum w^2 f^2

    /** Adds {@code size} numbers; those that earlier weights came without were 0. */
    void add(double logWeight, int size, IntToDoubleFunction value) {
        if (size > ofValues.length) {
            ofValues = Arrays.copyOf(ofValues, size);
            bySquares = Arrays.copyOf(bySquares, size);
            ofSquares = Arrays.copyOf(ofSquares, size);
        }
        double shrink = weights.add(logWeight);
        double weight = weights.relative(logWeight);
        for (int i = 0; i < ofValues.length; i++) {
            // What has no weight does not count, and may be infinite.
            double own = weight == 0 || i >= size ? 0 : value.applyAsDouble(i);
            ofValues[i] = ofValues[i] * shrink + weight * own;
            bySquares[i] = bySquares[i] * shrink * shrink + weight * weight * own;
            ofSquares[i] = ofSquares[i] * shrink * shrink + weight * weight * own * own;
        }
    }

    LogSum weights() {
        return weights;
    }

    int size() {
        return ofValues.length;
    }

    /** sum w f / sum w; NaN if no weight is positive. */
    double mean(int i) {
        return ofValues[i] / weights.sum();
    }

    /** The mean's variance over draws by the delta method: sum w^2 (f - mean)^2 / (sum w)^2. */
    double variance(int i) {
        double mean = mean(i);
        double squares = ofSquares[i] - 2 * mean * bySquares[i] + mean * mean * weights.squares();
        return Math.max(0, squares) / (weights.sum() * weights.sum());
    }
}
