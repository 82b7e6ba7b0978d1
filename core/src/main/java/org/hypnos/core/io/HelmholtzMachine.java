package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;

/**
 * A known machine to learn from: hidden causes h, each on with probability sigmoid(prior), and visible x, each on with
 * probability sigmoid(h weight + bias).
 *
 * @param prior the causes' logits, of shape [hidden]
 * @param weight what each cause that is on adds to each pixel's logit, of shape [hidden, visible]
 * @param bias the pixels' logits where no cause is on, of shape [visible]
 */
public record HelmholtzMachine(Tensor prior, Tensor weight, Tensor bias) {
    /**
     * Refuses weights that do not lead from the causes to the pixels.
     *
     * @param prior which gives the number of causes
     * @param weight with a row for each cause and a column for each pixel
     * @param bias which gives the number of pixels
     */
    public HelmholtzMachine {
        checkArgument(
                weight.shape()
                        .equals(Shape.of(prior.shape().size(), bias.shape().size())),
                "weights of shape %s do not lead from %s causes to %s pixels",
                weight.shape(),
                prior.shape().size(),
                bias.shape().size());
    }

    /**
     * {@return a machine in FLOAT32 whose prior and bias are standard normal, and whose weights are normal of deviation
     * {@code strength}}
     *
     * @param seed of the machine
     * @param visible the number of pixels
     * @param hidden the number of causes
     * @param strength 0 for causes that change nothing
     */
    public static HelmholtzMachine random(long seed, int visible, int hidden, double strength) {
        Tensor like = Tensor.scalar(DType.FLOAT32, 0);
        RandomStream random = RandomStream.of(seed, 0, "helmholtz machine");
        return new HelmholtzMachine(
                random.normal(Shape.of(hidden), like),
                random.normal(Shape.of(hidden, visible), like).mul(strength),
                random.normal(Shape.of(visible), like));
    }

    /**
     * {@return {@code count} independent images {@code x} of shape [count, visible]}
     *
     * @param seed of causes and pixels
     * @param count at least 1
     */
    public Dataset sample(long seed, int count) {
        RandomStream causes = RandomStream.of(seed, 0, "helmholtz machine", "h").rows(0, 1, 0, count);
        Tensor h = causes.bernoulli(Shape.of(count).concat(prior.shape()), prior);
        RandomStream pixels = RandomStream.of(seed, 0, "helmholtz machine", "x").rows(0, 1, 0, count);
        Tensor logits = h.matmul(weight).add(bias);
        return Dataset.of(ImmutableMap.of("x", pixels.bernoulli(logits.shape(), logits)));
    }
}
