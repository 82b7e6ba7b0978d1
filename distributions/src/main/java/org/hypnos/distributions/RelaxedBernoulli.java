package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A number between 0 and 1 that a {@link Bernoulli} is the limit of, for temperatures towards 0: sigmoid((logits + l) /
 * temperature) with an l of the standard logistic distribution; its draws are reparameterised.
 *
 * <p>log p(x) = log(temperature) + log sigmoid(z) + log sigmoid(-z) - log(x) - log(1 - x), with z = temperature logit(x) -
 * logits (Maddison, Mnih and Teh 2016, arXiv:1611.00712, appendix B). Draws that would round to 0 or 1 are the last numbers
 * before, without a gradient.
 *
 * @param temperature positive
 * @param logits of the probability to be above 1/2, finite; broadcasts with the temperature to the batch's shape
 */
public record RelaxedBernoulli(Tensor temperature, Tensor logits) implements Univariate, Reparameterized, Quantile {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param temperature positive
     * @param logits finite
     * @throws IllegalArgumentException if a check fails
     */
    public RelaxedBernoulli {
        Parameters.requireBroadcast("RelaxedBernoulli", temperature, logits);
        assert new Numbers.Positive().require("RelaxedBernoulli's temperature", temperature);
        assert new Numbers.Reals().require("RelaxedBernoulli's logits", logits);
    }

    /** The distribution of logit(x). */
    private Logistic logit() {
        return new Logistic(logits.div(temperature), temperature.constant(1).div(temperature));
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(temperature, logits);
    }

    @Override
    public Support support() {
        return new Numbers.OpenInterval(0, 1);
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        return Clip.unitInterval(logit().rsample(random, sampleShape).sigmoid());
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0.5, x -> {
            Tensor one = x.log();
            Tensor zero = x.neg().log1p();
            return logit().logProb(one.sub(zero)).sub(one).sub(zero);
        });
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Scores.cumulated(
                0, 1, value, x -> logit().cdf(x.log().sub(x.neg().log1p())));
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return logit().quantile(probability).sigmoid();
    }
}
