package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One of the whole numbers 0, ..., n - 1; its gradients are by score function.
 *
 * <p>log p(i) = logit_i - log(sum of exp(logit)).
 *
 * @param logits of the batch's shape and an axis of extent n; they need not be normalised, and -infinity is what never
 *     happens
 */
public record Categorical(Tensor logits) implements Mode, Entropy {
    /**
     * Checks that there is an axis of choices and, where assertions are enabled, the logits.
     *
     * @param logits along the last axis finite or -infinity, and not all of them -infinity
     * @throws IllegalArgumentException if a check fails
     */
    public Categorical {
        requireLogits("Categorical", logits);
    }

    /**
     * {@return the distribution of these probabilities; where one is zero, no gradient flows to it}
     *
     * @param probabilities of the batch's shape and an axis of extent n, along which they add up to one
     */
    public static Categorical ofProbabilities(Tensor probabilities) {
        return new Categorical(logits("Categorical", probabilities));
    }

    static void requireLogits(String distribution, Tensor logits) {
        checkArgument(
                logits.shape().rank() > 0,
                "%s needs logits with an axis of choices, found a single number",
                distribution);
        assert new Support.Logits().require(distribution + "'s logits", logits);
    }

    /** Logarithms whose gradients are finite where a probability is zero. */
    static Tensor logits(String distribution, Tensor probabilities) {
        assert new Support.Simplex().require(distribution + "'s probabilities", probabilities);
        Tensor positive = probabilities.greater(probabilities.constant(0));
        Tensor safe = positive.where(probabilities, probabilities.constant(1));
        return positive.where(safe.log(), safe.constant(Double.NEGATIVE_INFINITY));
    }

    /** {@return the probability of each choice, of the logits' shape} */
    public Tensor probabilities() {
        return logits.softmax(-1);
    }

    @Override
    public Shape batchShape() {
        return logits.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Support support() {
        return new Numbers.WholeNumbersBelow(logits.shape().dim(-1));
    }

    @Override
    public Tensor mode() {
        return logits.argmax(-1);
    }

    /** -sum of p log(p), in which a choice that never happens adds nothing. */
    @Override
    public Tensor entropy() {
        Tensor p = probabilities();
        Tensor zero = p.constant(0);
        Tensor log = p.greater(zero).where(logits.logSoftmax(-1), zero);
        return p.mul(log).sum(-1).neg();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return random.categorical(sampleShape.concat(batchShape()), logits);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return score(value);
    }

    /** The log-probability of {@code choice}, -infinity for what is none. */
    Tensor score(Tensor choice) {
        return Lookup.of(logits.logSoftmax(-1), choice);
    }
}
