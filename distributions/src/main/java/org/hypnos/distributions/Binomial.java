package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The count of successes in {@code total} trials, 0, ..., total, where each succeeds with probability p = sigmoid(logits); its
 * gradients are by score function.
 *
 * <p>log p(x) = log(total! / (x! (total - x)!)) + x log(p) + (total - x) log(1 - p) (Johnson, Kemp and Kotz, Univariate discrete
 * distributions, chapter 3). Draws have the same bits on one JDK and platform only. Entropy, mode, cdf and quantile go through
 * all values.
 *
 * @param total how many trials, zero or more
 * @param logits of the batch's shape, finite
 */
public record Binomial(int total, Tensor logits) implements CountTable {
    /**
     * Checks the total and, where assertions are enabled, the logits.
     *
     * @param total zero or more
     * @param logits finite
     * @throws IllegalArgumentException if a check fails
     */
    public Binomial {
        checkArgument(total >= 0, "Binomial's total is %s, expected zero or more", total);
        assert new Numbers.Reals().require("Binomial's logits", logits);
    }

    /** By the logit: x - total p. */
    private Tensor score(Tensor counts, Tensor ofLogits) {
        return Tensor.apply(
                new Pointwise(
                        "Binomial",
                        x -> SaddlePoint.binomial(x[0], total - x[0], x[1]),
                        (i, in) -> in[0].sub(in[1].sigmoid().mul(total))),
                counts,
                ofLogits);
    }

    @Override
    public DiscreteFinite table() {
        return CountTable.tabulate(total, logits, counts -> score(counts, CountTable.column(logits)));
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(logits);
    }

    /** total p. */
    @Override
    public Tensor mean() {
        return logits.sigmoid().mul(total);
    }

    /** total p (1 - p). */
    @Override
    public Tensor variance() {
        return mean().mul(logits.neg().sigmoid());
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        RowDraws.Sampler sampler = (row, x) -> {
            double logit = x[0];
            return () -> CountSamplers.binomialOfLogit(row, total, logit);
        };
        return RowDraws.of(random, sampleShape.concat(batchShape()), sampler, logits);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> score(x, logits));
    }
}
