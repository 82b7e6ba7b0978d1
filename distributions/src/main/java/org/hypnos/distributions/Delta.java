package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The distribution of a number that is known: its draws are that number, and gradients flow through them.
 *
 * <p>log p(x) = 0 for that number, the logarithm of a probability, not of a density.
 *
 * @param point the number, finite, of the batch's shape
 */
public record Delta(Tensor point) implements Univariate, Reparameterized, Quantile, Moments, Mode {
    /**
     * Checks the number where assertions are enabled.
     *
     * @param point finite
     * @throws IllegalArgumentException if an element is not finite
     */
    public Delta {
        assert new Numbers.Reals().require("Delta's point", point);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(point);
    }

    @Override
    public Support support() {
        return new Support.Only(point);
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        return point.broadcastTo(sampleShape.concat(batchShape()));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> x.sub(x));
    }

    @Override
    public Tensor cdf(Tensor value) {
        Tensor zero = value.constant(0);
        return point.greater(value).equal(zero);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return point.broadcastTo(probability.shape().broadcast(batchShape()));
    }

    @Override
    public Tensor mean() {
        return point;
    }

    @Override
    public Tensor variance() {
        return point.filled(batchShape(), 0);
    }

    @Override
    public Tensor mode() {
        return point;
    }
}
