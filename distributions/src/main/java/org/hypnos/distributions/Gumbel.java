package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * The Gumbel distribution, which the greatest of many draws tends to; its draws are reparameterised.
 *
 * <p>log p(x) = -z - exp(-z) - log(scale), with z = (x - location) / scale. Far below the location it falls so steeply
 * that log-probability and gradients are infinite.
 *
 * @param location the mode
 * @param scale positive; broadcasts with the location to the batch's shape
 */
public record Gumbel(Tensor location, Tensor scale) implements LocationScale, Moments {
    static final double EULER = 0.5772156649015329;
    /** exp(-exp(50)) is zero, and exp(50) is finite. */
    private static final double NEVER_BELOW = -50;

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public Gumbel {
        Parameters.requireBroadcast("Gumbel", location, scale);
        assert new Numbers.Reals().require("Gumbel's location", location);
        assert new Numbers.Positive().require("Gumbel's scale", scale);
    }

    /** At z = -infinity, -z alone would be infinite on the other side. */
    @Override
    public Tensor standardLogProb(Tensor z) {
        return z.max(-Float.MAX_VALUE).add(z.neg().exp()).neg();
    }

    @Override
    public Tensor standardCdf(Tensor z) {
        return z.max(NEVER_BELOW).neg().exp().neg().exp();
    }

    @Override
    public Tensor standardQuantile(Tensor probability) {
        return probability.log().neg().log().neg();
    }

    @Override
    public double standardEntropy() {
        return 1 + EULER;
    }

    @Override
    public Tensor mean() {
        return location.add(scale.mul(EULER));
    }

    @Override
    public Tensor variance() {
        return scale.square().mul(Math.PI * Math.PI / 6).broadcastTo(batchShape());
    }
}
