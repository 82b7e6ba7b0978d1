package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The distribution of exp(x) for a normal x; its draws are reparameterised.
 *
 * <p>log p(x) = -((log(x) - location) / scale)^2 / 2 - log(scale x) - log(2 pi) / 2, for x above zero. Draws beyond the
 * range of numbers are its last ones, without a gradient.
 *
 * @param location the mean of log(x), and the logarithm of the median
 * @param scale the standard deviation of log(x), positive; broadcasts with the location to the batch's shape
 */
public record LogNormal(Tensor location, Tensor scale)
        implements Univariate, Reparameterized, Quantile, Moments, Mode, Entropy {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public LogNormal {
        Parameters.requireBroadcast("LogNormal", location, scale);
        assert new Numbers.Reals().require("LogNormal's location", location);
        assert new Numbers.Positive().require("LogNormal's scale", scale);
    }

    private Normal logarithm() {
        return new Normal(location, scale);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(location, scale);
    }

    @Override
    public Support support() {
        return new Numbers.Positive();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        return Clip.exponent(logarithm().rsample(random, sampleShape)).exp();
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> {
            Tensor log = x.log();
            return logarithm().logProb(log).sub(log);
        });
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Scores.cumulated(
                0, Double.POSITIVE_INFINITY, value, x -> logarithm().cdf(x.log()));
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return logarithm().quantile(probability).exp();
    }

    /** exp(location + scale^2 / 2). */
    @Override
    public Tensor mean() {
        return location.add(scale.square().mul(0.5)).exp();
    }

    /** (exp(scale^2) - 1) exp(2 location + scale^2). */
    @Override
    public Tensor variance() {
        return scale.square().expm1().mul(mean().square());
    }

    /** exp(location - scale^2), or the last number there is before. */
    @Override
    public Tensor mode() {
        return Clip.exponent(location.sub(scale.square())).exp();
    }

    @Override
    public Tensor entropy() {
        return logarithm().entropy().add(location);
    }
}
