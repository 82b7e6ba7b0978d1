package org.hypnos.core.inference;

import org.hypnos.autodiff.Tensor;

/** Importance weights from their logarithms, over the particles of each datum. */
public final class Weights {
    private Weights() {}

    /**
     * {@return {@code exp(log w) / sum exp(log w)} over the first axis, as a constant; 0 for all particles of a datum
     * that has no weight}
     *
     * @param logWeights of shape [particles, data], in nats
     */
    public static Tensor normalized(Tensor logWeights) {
        return logWeights.detach().softmax(0);
    }

    /**
     * {@return log of the mean of w over the first axis: an estimate of the log-probability in nats, of shape [data]}
     *
     * @param logWeights of shape [particles, data], in nats
     */
    public static Tensor logMean(Tensor logWeights) {
        return logWeights.logSumExp(0).sub(StrictMath.log(logWeights.shape().dim(0)));
    }
}
