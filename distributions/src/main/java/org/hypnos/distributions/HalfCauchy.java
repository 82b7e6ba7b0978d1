package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * The size of a draw of a Cauchy distribution about 0, a heavy-tailed prior of scales; its mean is infinite, its draws are
 * reparameterised.
 *
 * <p>log p(x) = -log(1 + (x / scale)^2) - log(scale) + log(2 / pi), for x from zero on.
 *
 * @param scale the median, positive, of the batch's shape
 */
public record HalfCauchy(Tensor scale) implements Folded {
    /**
     * Checks the scale where assertions are enabled.
     *
     * @param scale positive
     * @throws IllegalArgumentException if an element is not positive
     */
    public HalfCauchy {
        assert new Numbers.Positive().require("HalfCauchy's scale", scale);
    }

    @Override
    public Cauchy unfolded() {
        return new Cauchy(scale.constant(0), scale);
    }
}
