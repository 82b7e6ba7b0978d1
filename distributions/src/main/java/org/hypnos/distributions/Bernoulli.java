package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One with probability sigmoid(logits), else zero; its gradients are by score function.
 *
 * <p>log p(x) = x logit - log(1 + exp(logit)). A value between 0 and 1 is not in the support;
 * it scores as the mean over its rounding up or down, unless assertions are on.
 *
 * @param logits of the batch's shape, finite
 */
public record Bernoulli(Tensor logits) implements EventSum {
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
    public Tensor mean() {
        return logits.sigmoid();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return random.bernoulli(sampleShape.concat(batchShape()), logits);
    }

    @Override
    public Tensor logProb(Tensor value, int axes) {
        return logits.bernoulliLogProb(value, axes);
    }
}
