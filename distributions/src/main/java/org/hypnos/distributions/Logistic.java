package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * The logistic distribution, whose distribution function is the sigmoid; its draws are reparameterised.
 *
 * <p>log p(x) = log sigmoid(z) + log sigmoid(-z) - log(scale), with z = (x - location) / scale.
 *
 * @param location the mean and median
 * @param scale positive; broadcasts with the location to the batch's shape
 */
public record Logistic(Tensor location, Tensor scale) implements LocationScale, Moments {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public Logistic {
        Parameters.requireBroadcast("Logistic", location, scale);
        assert new Numbers.Reals().require("Logistic's location", location);
        assert new Numbers.Positive().require("Logistic's scale", scale);
    }

    @Override
    public Tensor standardLogProb(Tensor z) {
        return z.logSigmoid().add(z.neg().logSigmoid());
    }

    @Override
    public Tensor standardCdf(Tensor z) {
        return z.sigmoid();
    }

    /** The logit: log(p) - log(1 - p). */
    @Override
    public Tensor standardQuantile(Tensor probability) {
        return probability.log().sub(probability.neg().log1p());
    }

    @Override
    public double standardEntropy() {
        return 2;
    }

    @Override
    public Tensor mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Tensor variance() {
        return scale.square().mul(Math.PI * Math.PI / 3).broadcastTo(batchShape());
    }
}
