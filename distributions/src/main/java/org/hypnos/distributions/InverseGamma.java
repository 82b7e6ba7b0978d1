package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The distribution of 1 / x for an x of a {@link Gamma} distribution; its gradients are by score function.
 *
 * <p>log p(x) = a log(b) - (a + 1) log(x) - b / x - log Gamma(a) with concentration a and rate b, for x above zero. The
 * distribution function has a gradient for the value and the rate. Draws are of the same bits on one JDK and platform
 * only; those beyond the range of numbers are its last ones, and gradients are infinite where concentration / rate is.
 *
 * @param concentration also called shape, positive
 * @param rate that of the gamma distribution, positive; broadcasts with the concentration to the batch's shape
 */
public record InverseGamma(Tensor concentration, Tensor rate)
        implements Univariate, Cumulative, Moments, Mode, Entropy {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param concentration positive
     * @param rate positive
     * @throws IllegalArgumentException if a check fails
     */
    public InverseGamma {
        Parameters.requireBroadcast("InverseGamma", concentration, rate);
        assert new Numbers.Positive().require("InverseGamma's concentration", concentration);
        assert new Numbers.Positive().require("InverseGamma's rate", rate);
    }

    private Gamma inverse() {
        return new Gamma(concentration, rate);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(concentration, rate);
    }

    @Override
    public Support support() {
        return new Numbers.Positive();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Tensor inverse = inverse().sample(random, sampleShape);
        return Clip.positive(inverse.constant(1).div(inverse));
    }

    /** Of 1 / x under the gamma distribution, and |d(1 / x) / dx| = 1 / x^2. */
    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(
                this,
                value,
                1,
                x -> Gamma.logDensity(concentration, rate, x.constant(1).div(x))
                        .sub(x.log().mul(2)));
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Scores.cumulated(0, Double.POSITIVE_INFINITY, value, x -> Incomplete.gammaQ(concentration, rate.div(x)));
    }

    /** b / (a - 1), infinite for a up to 1. */
    @Override
    public Tensor mean() {
        return moment(1, rate.div(above(1)));
    }

    /** b^2 / ((a - 1)^2 (a - 2)), infinite for a up to 2. */
    @Override
    public Tensor variance() {
        return moment(2, mean().square().div(above(2)));
    }

    /** a - {@code order}, or a stand-in for what would be no divisor. */
    private Tensor above(int order) {
        return concentration
                .greater(concentration.constant(order))
                .where(concentration.sub(order), concentration.constant(1));
    }

    private Tensor moment(int order, Tensor finite) {
        return concentration
                .greater(concentration.constant(order))
                .where(finite, finite.constant(Double.POSITIVE_INFINITY));
    }

    /** b / (a + 1). */
    @Override
    public Tensor mode() {
        return Clip.positive(rate.div(concentration.add(1)));
    }

    /** a + log(b) + log Gamma(a) - (1 + a) digamma(a). */
    @Override
    public Tensor entropy() {
        Tensor rest = concentration.add(1).mul(concentration.digamma());
        return concentration.add(rate.log()).add(concentration.lgamma()).sub(rest);
    }
}
