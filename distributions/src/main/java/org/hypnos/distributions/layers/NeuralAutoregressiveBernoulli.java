package org.hypnos.distributions.layers;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Autoregressive;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/**
 * Vectors of binary units, each of which depends on those before it through hidden units; its gradients are by score function.
 *
 * <p>p(x) = product of p(x_i given x_j, j &lt; i), where unit i is one with probability sigmoid(logits_i + sum over k of h_ik
 * output_ki), and its hidden units are h_i = sigmoid(hidden + sum over j &lt; i of x_j input_j) (Larochelle and Murray 2011, "The
 * neural autoregressive distribution estimator"). Scores and draws of a row cost O(n) hidden layers. A number between 0 and 1
 * is not in the support; unless assertions are on, it counts in the logits of the units behind it, and scores as a {@code
 * Bernoulli} does.
 *
 * @param logits of the batch's shape and [n], finite
 * @param hidden [..., k], finite, the biases of the hidden units, whose leading axes broadcast with those of the logits
 * @param input [n, k], finite
 * @param output [k, n], finite
 */
public record NeuralAutoregressiveBernoulli(Tensor logits, Tensor hidden, Tensor input, Tensor output)
        implements SequentialBernoulli {
    /**
     * Checks the shapes and, where assertions are enabled, the numbers.
     *
     * @param logits [..., n], finite
     * @param hidden [..., k], finite
     * @param input [n, k], finite
     * @param output [k, n], finite
     * @throws IllegalArgumentException if a check fails
     */
    public NeuralAutoregressiveBernoulli {
        checkArgument(
                logits.shape().rank() > 0 && hidden.shape().rank() > 0,
                "NeuralAutoregressiveBernoulli needs logits [..., units] and biases [..., hidden units], found %s and %s",
                logits.shape(),
                hidden.shape());
        Shape expected = logits.shape().suffix(1).concat(hidden.shape().suffix(1));
        checkArgument(
                input.shape().equals(expected) && output.shape().equals(Shape.of(expected.dim(1), expected.dim(0))),
                "NeuralAutoregressiveBernoulli's weights have shapes %s and %s, expected %s and its transpose for logits %s"
                        + " and hidden biases %s",
                input.shape(),
                output.shape(),
                expected,
                logits.shape(),
                hidden.shape());
        assert new Numbers.Reals().require("NeuralAutoregressiveBernoulli's logits", logits);
        assert new Numbers.Reals().require("NeuralAutoregressiveBernoulli's hidden biases", hidden);
        assert new Numbers.Reals().require("NeuralAutoregressiveBernoulli's input weights", input);
        assert new Numbers.Reals().require("NeuralAutoregressiveBernoulli's output weights", output);
    }

    @Override
    public Shape batchShape() {
        return leading(logits).broadcast(leading(hidden));
    }

    private static Shape leading(Tensor tensor) {
        return tensor.shape().prefix(tensor.shape().rank() - 1);
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
        Shape shape = sampleShape.concat(batchShape()).concat(eventShape());
        return Autoregressive.nadeDraw(random.uniform(shape, logits), logits, hidden, input, output);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert support().require("a value of NeuralAutoregressiveBernoulli", value);
        return conditionalLogits(value).bernoulliLogProb(value, 1);
    }

    @Override
    public Tensor conditionalLogits(Tensor value) {
        return logits.add(Autoregressive.nadeLogits(value, hidden, input, output));
    }
}
