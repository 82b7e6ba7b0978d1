package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * The Laplace distribution: two exponential ones, back to back; its draws are reparameterised.
 *
 * <p>log p(x) = -|x - location| / scale - log(2 scale).
 *
 * @param location the mean and median
 * @param scale the mean distance from the location, positive; broadcasts with it to the batch's shape
 */
public record Laplace(Tensor location, Tensor scale) implements LocationScale, Moments {
    static final double LOG_2 = 0.6931471805599453;

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public Laplace {
        Parameters.requireBroadcast("Laplace", location, scale);
        assert new Numbers.Reals().require("Laplace's location", location);
        assert new Numbers.Positive().require("Laplace's scale", scale);
    }

    @Override
    public Tensor standardLogProb(Tensor z) {
        return z.abs().neg().sub(LOG_2);
    }

    @Override
    public Tensor standardCdf(Tensor z) {
        Tensor tail = z.abs().neg().exp().mul(0.5);
        return z.greater(z.constant(0)).where(tail.neg().add(1), tail);
    }

    /** log(2 p) below the median, -log(2 (1 - p)) above. */
    @Override
    public Tensor standardQuantile(Tensor probability) {
        Tensor above = probability.neg().add(1);
        Tensor size = probability.min(above).mul(2).log();
        return probability.greater(above).where(size.neg(), size);
    }

    @Override
    public double standardEntropy() {
        return 1 + LOG_2;
    }

    @Override
    public Tensor mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Tensor variance() {
        return scale.square().mul(2).broadcastTo(batchShape());
    }
}
