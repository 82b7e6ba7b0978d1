package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The sum of the squares of standard normal numbers, a {@link Gamma} distribution of half as large a concentration and of
 * rate 1/2; its gradients are by score function.
 *
 * <p>log p(x) = (n/2 - 1) log(x) - x/2 - n/2 log(2) - log Gamma(n/2), for x above zero. The distribution function has a
 * gradient for the value. Draws are of the same bits on one JDK and platform only.
 *
 * @param degreesOfFreedom n, how many squares there are; positive, of the batch's shape
 */
public record ChiSquared(Tensor degreesOfFreedom) implements Univariate, Cumulative, Moments, Mode, Entropy {
    /**
     * Checks the parameter where assertions are enabled.
     *
     * @param degreesOfFreedom positive
     * @throws IllegalArgumentException if an element is not positive
     */
    public ChiSquared {
        assert new Numbers.Positive().require("ChiSquared's degreesOfFreedom", degreesOfFreedom);
    }

    private Gamma gamma() {
        return new Gamma(degreesOfFreedom.mul(0.5), degreesOfFreedom.constant(0.5));
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(degreesOfFreedom);
    }

    @Override
    public Support support() {
        return new Numbers.Positive();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return gamma().sample(random, sampleShape);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return gamma().logProb(value);
    }

    @Override
    public Tensor cdf(Tensor value) {
        return gamma().cdf(value);
    }

    @Override
    public Tensor mean() {
        return degreesOfFreedom;
    }

    @Override
    public Tensor variance() {
        return degreesOfFreedom.mul(2);
    }

    /** n - 2, or the least number, towards which the density rises, for up to 2 degrees of freedom. */
    @Override
    public Tensor mode() {
        return gamma().mode();
    }

    @Override
    public Tensor entropy() {
        return gamma().entropy();
    }
}
