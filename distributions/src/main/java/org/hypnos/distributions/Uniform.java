package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Any number of an interval, all equally likely; its draws are reparameterised: low + (high - low) * standard uniform.
 *
 * <p>log p(x) = -log(high - low), for x from low to high.
 *
 * @param low the least number
 * @param high the greatest one, above {@code low}; broadcasts with it to the batch's shape
 */
public record Uniform(Tensor low, Tensor high)
        implements Univariate, Reparameterized, Quantile, Moments, Mode, Entropy {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param low below {@code high}
     * @param high above {@code low}, by a finite number
     * @throws IllegalArgumentException if a check fails
     */
    public Uniform {
        Parameters.requireBroadcast("Uniform", low, high);
        assert new Numbers.Positive().require("Uniform's high - low", high.sub(low));
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(low, high);
    }

    private Tensor width() {
        return high.sub(low);
    }

    @Override
    public Support support() {
        return new Support.Between(low, high);
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        Tensor uniform = random.uniform(sampleShape.concat(batchShape()), width().detach());
        return quantile(uniform).min(high); // rounding may have gone beyond
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> x.mul(0).sub(width().log()));
    }

    @Override
    public Tensor cdf(Tensor value) {
        return value.sub(low).div(width()).max(0).min(1);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return probability.mul(width()).add(low);
    }

    @Override
    public Tensor mean() {
        return low.add(high).mul(0.5);
    }

    @Override
    public Tensor variance() {
        return width().square().div(12);
    }

    /** The middle, one of many. */
    @Override
    public Tensor mode() {
        return mean();
    }

    @Override
    public Tensor entropy() {
        return width().log();
    }
}
