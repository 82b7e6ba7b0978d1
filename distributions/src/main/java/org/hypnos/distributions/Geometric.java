package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The count of failures before the first success, 0, 1, 2, ..., where each trial succeeds with probability p =
 * sigmoid(logits); its gradients are by score function.
 *
 * <p>log p(x) = x log(1 - p) + log(p) (Johnson, Kemp and Kotz, Univariate discrete distributions, chapter 5). A draw beyond the
 * largest finite number is that number.
 *
 * @param logits of the batch's shape, finite
 */
public record Geometric(Tensor logits) implements Univariate, Moments, Mode, Entropy, Quantile {
    /** Its derivative by the logit is 1 - p - x p. */
    private static final Pointwise LOG_PROB = new Pointwise(
            "Geometric",
            x -> -SaddlePoint.softplus(-x[1]) - x[0] * SaddlePoint.softplus(x[1]),
            (i, in) -> in[1].neg().sigmoid().sub(in[0].mul(in[1].sigmoid())));

    /** P(X at most k) = 1 - (1 - p)^(k + 1), whose derivative by the logit is (k + 1) p (1 - p)^(k + 1). */
    private static final CountCdf CDF = new CountCdf(
            x -> -StrictMath.expm1(-(x[0] + 1) * SaddlePoint.softplus(x[1])),
            (i, in) -> in[0].add(1)
                    .mul(in[1].sigmoid())
                    .mul(in[0].add(1).mul(in[1].softplus()).neg().exp()));

    /**
     * Checks the logits where assertions are enabled.
     *
     * @param logits finite
     * @throws IllegalArgumentException if one is not
     */
    public Geometric {
        assert new Numbers.Reals().require("Geometric's logits", logits);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(logits);
    }

    @Override
    public Support support() {
        return new Numbers.WholeNumbers();
    }

    /** (1 - p) / p. */
    @Override
    public Tensor mean() {
        return logits.neg().exp();
    }

    /** (1 - p) / p^2. */
    @Override
    public Tensor variance() {
        Tensor mean = mean();
        return mean.add(mean.square());
    }

    /** Zero. */
    @Override
    public Tensor mode() {
        return logits.filled(batchShape(), 0);
    }

    /** -log(p) - (1 - p) / p log(1 - p), whose last term is near 1 where p is small. */
    @Override
    public Tensor entropy() {
        Tensor rare = logits.constant(-40).greater(logits);
        Tensor safe = rare.where(logits.constant(0), logits);
        Tensor last = rare.where(logits.constant(1), safe.neg().exp().mul(safe.softplus()));
        return logits.neg().softplus().add(last);
    }

    @Override
    public Tensor cdf(Tensor value) {
        return CDF.at(value, logits);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return CDF.quantile(probability, logits);
    }

    /** log(u) / log(1 - p) of uniform numbers u, rounded down. */
    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Tensor constants = logits.detach();
        Tensor uniform = random.uniform(sampleShape.concat(batchShape()), constants);
        double greatest = constants.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        return CountCdf.floor(uniform.log().neg().div(constants.softplus()).min(greatest));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> Tensor.apply(LOG_PROB, x, logits));
    }
}
