package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The beta distribution of a number between 0 and 1, such as a probability: the first number of a {@link Dirichlet} pair;
 * its gradients are by score function.
 *
 * <p>log p(x) = (a - 1) log(x) + (b - 1) log(1 - x) - log B(a, b). The distribution function has a gradient for the value.
 * Draws are of the same bits on one JDK and platform only; those that would round to 0 or 1 are the last numbers before.
 *
 * @param concentration1 a, positive: the greater, the more is drawn near 1
 * @param concentration0 b, positive: the greater, the more is drawn near 0; broadcasts with a to the batch's shape
 */
public record Beta(Tensor concentration1, Tensor concentration0)
        implements Univariate, Cumulative, Moments, Mode, Entropy {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param concentration1 positive
     * @param concentration0 positive
     * @throws IllegalArgumentException if a check fails
     */
    public Beta {
        Parameters.requireBroadcast("Beta", concentration1, concentration0);
        assert new Numbers.Positive().require("Beta's concentration1", concentration1);
        assert new Numbers.Positive().require("Beta's concentration0", concentration0);
    }

    /** The distribution of (x, 1 - x). */
    private Dirichlet pair() {
        Shape batch = batchShape();
        return new Dirichlet(Tensor.stack(-1, concentration1.broadcastTo(batch), concentration0.broadcastTo(batch)));
    }

    private static Tensor first(Tensor pairs) {
        return pairs.slice(-1, 0, 1).reshape(pairs.shape().without(-1));
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(concentration1, concentration0);
    }

    @Override
    public Support support() {
        return new Numbers.OpenInterval(0, 1);
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return Clip.unitInterval(first(pair().sample(random, sampleShape)));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0.5, this::logDensity);
    }

    private Tensor logDensity(Tensor x) {
        return Dirichlet.logDensity(
                pair().concentration(), Tensor.stack(-1, x, x.neg().add(1)));
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Scores.cumulated(0, 1, value, x -> Incomplete.beta(concentration1, concentration0, x));
    }

    private Tensor total() {
        return concentration1.add(concentration0);
    }

    /** a / (a + b). */
    @Override
    public Tensor mean() {
        return concentration1.div(total());
    }

    /** a b / ((a + b)^2 (a + b + 1)). */
    @Override
    public Tensor variance() {
        return mean().mul(concentration0.div(total())).div(total().add(1));
    }

    /** (a - 1) / (a + b - 2), or the last number at the end towards which the density rises, one where it does at both. */
    @Override
    public Tensor mode() {
        return Clip.unitInterval(first(pair().mode()));
    }

    @Override
    public Tensor entropy() {
        return pair().entropy();
    }
}
