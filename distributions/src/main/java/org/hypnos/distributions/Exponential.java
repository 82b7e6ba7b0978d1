package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The time until something happens that is always equally likely; its draws are reparameterised.
 *
 * <p>log p(x) = log(rate) - rate x, for x from zero on. The gradient of a draw, -x / rate, is infinite where that is beyond
 * the range of numbers.
 *
 * @param rate one over the mean, positive, of the batch's shape
 */
public record Exponential(Tensor rate) implements Univariate, Reparameterized, Quantile, Moments, Mode, Entropy {
    /**
     * Checks the rate where assertions are enabled.
     *
     * @param rate positive
     * @throws IllegalArgumentException if an element is not positive
     */
    public Exponential {
        assert new Numbers.Positive().require("Exponential's rate", rate);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(rate);
    }

    @Override
    public Support support() {
        return new Numbers.NonNegative();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        return quantile(random.uniform(sampleShape.concat(batchShape()), rate.detach()));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> rate.log().sub(x.mul(rate)));
    }

    /** 1 - exp(-rate x). */
    @Override
    public Tensor cdf(Tensor value) {
        return value.max(0).mul(rate).neg().expm1().neg();
    }

    /** -log(1 - p) / rate. */
    @Override
    public Tensor quantile(Tensor probability) {
        return probability.neg().log1p().div(rate).neg();
    }

    @Override
    public Tensor mean() {
        return rate.constant(1).div(rate);
    }

    @Override
    public Tensor variance() {
        return mean().square();
    }

    @Override
    public Tensor mode() {
        return rate.filled(batchShape(), 0);
    }

    @Override
    public Tensor entropy() {
        return rate.log().neg().add(1);
    }
}
