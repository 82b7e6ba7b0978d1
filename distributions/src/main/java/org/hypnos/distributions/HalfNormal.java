package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * The size of a draw of a normal distribution of mean 0; its draws are reparameterised.
 *
 * <p>log p(x) = -(x / scale)^2 / 2 - log(scale) + log(2 / pi) / 2, for x from zero on.
 *
 * @param scale the normal distribution's standard deviation, positive, of the batch's shape
 */
public record HalfNormal(Tensor scale) implements Folded, Moments {
    /**
     * Checks the scale where assertions are enabled.
     *
     * @param scale positive
     * @throws IllegalArgumentException if an element is not positive
     */
    public HalfNormal {
        assert new Numbers.Positive().require("HalfNormal's scale", scale);
    }

    @Override
    public Normal unfolded() {
        return new Normal(scale.constant(0), scale);
    }

    /** scale sqrt(2 / pi). */
    @Override
    public Tensor mean() {
        return scale.mul(Math.sqrt(2 / Math.PI));
    }

    /** scale^2 (1 - 2 / pi). */
    @Override
    public Tensor variance() {
        return scale.square().mul(1 - 2 / Math.PI);
    }
}
