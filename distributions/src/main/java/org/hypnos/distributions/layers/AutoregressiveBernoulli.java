package org.hypnos.distributions.layers;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Autoregressive;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/**
 * Vectors of binary units, each of which depends on those before it; its gradients are by score function.
 *
 * <p>p(x) = product of p(x_i given x_j, j &lt; i), where unit i is one with probability sigmoid(logits_i + sum over j &lt; i of x_j
 * lateral_ji): a logistic regression on the units before (Frey 1998, "Graphical models for machine learning and digital
 * communication"). All units of all rows are scored by one matrix product; draws go unit by unit, at O(n) for each one that
 * is drawn. A number between 0 and 1 is not in the support; unless assertions are on, it counts in the logits of the units
 * behind it, and scores as a {@code Bernoulli} does.
 *
 * @param logits of the batch's shape and [n], finite
 * @param lateral [n, n], finite, from the unit of a row to those of the columns; only what is above the diagonal counts
 */
public record AutoregressiveBernoulli(Tensor logits, Tensor lateral) implements SequentialBernoulli {
    /**
     * Checks the shapes and, where assertions are enabled, the numbers.
     *
     * @param logits [..., n], finite
     * @param lateral [n, n], finite
     * @throws IllegalArgumentException if a check fails
     */
    public AutoregressiveBernoulli {
        checkArgument(
                logits.shape().rank() > 0, "AutoregressiveBernoulli needs logits [..., units], found a single number");
        int n = logits.shape().dim(-1);
        checkArgument(
                lateral.shape().equals(Shape.of(n, n)),
                "AutoregressiveBernoulli's lateral weights have shape %s, expected [%s, %s] for logits %s",
                lateral.shape(),
                n,
                n,
                logits.shape());
        assert new Numbers.Reals().require("AutoregressiveBernoulli's logits", logits);
        assert new Numbers.Reals().require("AutoregressiveBernoulli's lateral weights", lateral);
    }

    @Override
    public Shape batchShape() {
        return logits.shape().prefix(logits.shape().rank() - 1);
    }

    @Override
    public Shape eventShape() {
        return logits.shape().suffix(1);
    }

    @Override
    public Support support() {
        return new Numbers.Booleans();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Tensor uniform = random.uniform(sampleShape.concat(logits.shape()), logits);
        return Autoregressive.draw(uniform, logits, lateral);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert support().require("a value of AutoregressiveBernoulli", value);
        return conditionalLogits(value).bernoulliLogProb(value, 1);
    }

    @Override
    public Tensor conditionalLogits(Tensor value) {
        return logits.add(value.matmul(lateral.upperTriangle(1)));
    }
}
