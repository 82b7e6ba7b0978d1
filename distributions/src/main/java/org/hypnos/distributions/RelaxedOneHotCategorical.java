package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The Concrete distribution: vectors of positive numbers that add up to one, which a {@link OneHotCategorical} is the limit
 * of for temperatures towards 0: softmax((logits + g) / temperature) with standard Gumbel numbers g; its draws are
 * reparameterised.
 *
 * <p>log p(x) = log((n - 1)!) + (n - 1) log(temperature) + the sum of log softmax(logits - temperature log(x))_i - log(x_i)
 * (Maddison, Mnih and Teh 2016, arXiv:1611.00712, equation 10). Draws that would round to 0 are the least number above,
 * without a gradient.
 *
 * @param temperature positive
 * @param logits finite, with an axis of n choices; they need not be normalised, and their other axes broadcast with the
 *     temperature to the batch's shape
 */
public record RelaxedOneHotCategorical(Tensor temperature, Tensor logits) implements Reparameterized {
    /**
     * Checks the shapes and, where assertions are enabled, the numbers.
     *
     * @param temperature positive
     * @param logits finite, with an axis of choices
     * @throws IllegalArgumentException if a check fails
     */
    public RelaxedOneHotCategorical {
        checkArgument(
                logits.shape().rank() > 0,
                "RelaxedOneHotCategorical needs logits with an axis of choices, found a single number");
        Parameters.requireBroadcast("RelaxedOneHotCategorical", perVector(temperature), logits);
        assert new Numbers.Positive().require("RelaxedOneHotCategorical's temperature", temperature);
        assert new Numbers.Reals().require("RelaxedOneHotCategorical's logits", logits);
    }

    /** With an axis of extent one for that of the vectors. */
    private static Tensor perVector(Tensor temperature) {
        return temperature.reshape(temperature.shape().concat(Shape.of(1)));
    }

    @Override
    public Shape batchShape() {
        return temperature.shape().broadcast(logits.shape().without(-1));
    }

    @Override
    public Shape eventShape() {
        return logits.shape().suffix(1);
    }

    @Override
    public Support support() {
        return new Support.OpenSimplex();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        Tensor scale = perVector(temperature);
        Tensor like = logits.sub(scale).detach(); // of the workspace that results are made in
        Tensor uniform = random.uniform(sampleShape.concat(batchShape()).concat(eventShape()), like);
        Tensor gumbel = uniform.log().neg().log().neg();
        return Clip.positive(logits.add(gumbel).div(scale).softmax(-1));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> {
            int n = logits.shape().dim(-1);
            Tensor log = x.log();
            Tensor weights = logits.sub(log.mul(perVector(temperature))).logSoftmax(-1);
            return weights.sub(log)
                    .sum(-1)
                    .add(temperature.log().mul(n - 1))
                    .add(temperature.constant(n).lgamma());
        });
    }
}
