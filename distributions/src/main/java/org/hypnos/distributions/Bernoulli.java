package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One with probability p = sigmoid(logits), else zero; its gradients are by score function.
 *
 * <p>log p(x) = x logit - log(1 + exp(logit)). A value between 0 and 1 is not in the support;
 * it scores as the mean over its rounding up or down, unless assertions are on.
 *
 * @param logits of the batch's shape, finite
 */
public record Bernoulli(Tensor logits) implements EventSum, Moments, Mode, Entropy, Quantile {
    /**
     * Checks the logits where assertions are enabled.
     *
     * @param logits finite
     * @throws IllegalArgumentException if one is not
     */
    public Bernoulli {
        assert new Numbers.Reals().require("Bernoulli's logits", logits);
    }

    @Override
    public Shape batchShape() {
        return logits.shape();
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Support support() {
        return new Numbers.Booleans();
    }

    /** The probability of a one. */
    @Override
    public Tensor mean() {
        return logits.sigmoid();
    }

    /** p (1 - p). */
    @Override
    public Tensor variance() {
        return mean().mul(logits.neg().sigmoid());
    }

    /** One where p is above 1/2. */
    @Override
    public Tensor mode() {
        return logits.greater(logits.constant(0));
    }

    /** -log(p) + (1 - p) logit for a positive logit; the other sign is the same. */
    @Override
    public Tensor entropy() {
        Tensor size = logits.abs();
        return size.neg().softplus().add(size.mul(size.neg().sigmoid()));
    }

    @Override
    public Tensor cdf(Tensor value) {
        Tensor zero = logits.constant(0);
        Tensor one = logits.constant(1);
        Tensor below = one.greater(value).where(logits.neg().sigmoid(), one);
        return zero.greater(value).where(zero, below);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return probability.greater(logits.neg().sigmoid());
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return random.bernoulli(sampleShape.concat(batchShape()), logits);
    }

    @Override
    public Tensor logProb(Tensor value, int axes) {
        assert Scores.require(this, value);
        return logits.bernoulliLogProb(value, axes);
    }
}
