package org.hypnos.core.audit;

import com.google.common.primitives.ImmutableDoubleArray;

/** The means of losses and their gradients, and the gradients' variance, as they arrive one by one (West 1979). */
final class Moments {
    private double[] mean = {};
    private double weight;
    private double squares;
    private double loss;

    /** Adds one of weight {@code own}, which is positive. */
    void add(double own, WeightedLoss arrived) {
        ImmutableDoubleArray gradient = arrived.gradient();
        mean = weight == 0 ? new double[gradient.length()] : mean;
        weight += own;
        double share = own / weight;
        for (int i = 0; i < mean.length; i++) {
            double before = gradient.get(i) - mean[i];
            mean[i] += share * before;
            squares += own * before * (gradient.get(i) - mean[i]);
        }
        loss += share * (arrived.nats() - loss);
    }

    WeightedLoss mean() {
        return new WeightedLoss(loss, ImmutableDoubleArray.copyOf(mean));
    }

    /** The sum of all weights. */
    double weight() {
        return weight;
    }

    /** The trace of the gradients' covariance, of the weights as probabilities. */
    double variance() {
        return squares / weight;
    }
}
