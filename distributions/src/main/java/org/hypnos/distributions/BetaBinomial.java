package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The count of successes in {@code total} trials, 0, ..., total, whose common probability is a draw from Beta(a, b); its
 * gradients are by score function.
 *
 * <p>log p(x) = log(total! / (x! (total - x)!)) + log B(x + a, total - x + b) - log B(a, b), with a = concentration1 and b =
 * concentration0 (Johnson, Kemp and Kotz, Univariate discrete distributions, chapter 6). Draws have the same bits on one JDK
 * and platform only. Entropy, mode, cdf and quantile go through all values.
 *
 * @param total how many trials, zero or more
 * @param concentration1 that of successes, positive
 * @param concentration0 that of failures, positive; broadcasts with the other to the batch's shape
 */
public record BetaBinomial(int total, Tensor concentration1, Tensor concentration0) implements CountTable {
    /**
     * Checks the total and that the shapes broadcast; where assertions are enabled, also the concentrations.
     *
     * @param total zero or more
     * @param concentration1 positive
     * @param concentration0 positive
     * @throws IllegalArgumentException if a check fails
     */
    public BetaBinomial {
        checkArgument(total >= 0, "BetaBinomial's total is %s, expected zero or more", total);
        Parameters.requireBroadcast("BetaBinomial", concentration1, concentration0);
        assert new Numbers.Positive().require("BetaBinomial's concentration1", concentration1);
        assert new Numbers.Positive().require("BetaBinomial's concentration0", concentration0);
    }

    private Tensor score(Tensor counts, Tensor a, Tensor b) {
        return Tensor.apply(new Pointwise("BetaBinomial", this::logProb, this::derivative), counts, a, b);
    }

    /**
     * Each beta function as a binomial probability, all three of one p, which cancels: the one of the middle of the last keeps
     * every term small.
     */
    private double logProb(double... in) {
        double x = in[0];
        double y = total - x;
        double a = in[1];
        double b = in[2];
        double logit = StrictMath.log((x + a) / (y + b));
        double ratio = (1 / (x + a) + 1 / (y + b)) / (1 / a + 1 / b);
        return SaddlePoint.binomial(x, y, logit)
                + SaddlePoint.binomial(a, b, logit)
                - SaddlePoint.binomial(x + a, y + b, logit)
                + StrictMath.log(ratio);
    }

    /** By a: digamma(x + a) - digamma(a) - digamma(total + a + b) + digamma(a + b); by b the same of failures. */
    private Tensor derivative(int i, Tensor... in) {
        Tensor own = in[i];
        Tensor count = i == 1 ? in[0] : in[0].neg().add(total);
        Tensor sum = in[1].add(in[2]);
        return rise(own, count).sub(rise(sum, sum.constant(total)));
    }

    private static Tensor rise(Tensor from, Tensor by) {
        return from.add(by).digamma().sub(from.digamma());
    }

    @Override
    public DiscreteFinite table() {
        Tensor a = CountTable.column(concentration1);
        Tensor b = CountTable.column(concentration0);
        return CountTable.tabulate(total, a.add(b), counts -> score(counts, a, b));
    }

    private Tensor sum() {
        return concentration1.add(concentration0);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(concentration1, concentration0);
    }

    /** total a / (a + b). */
    @Override
    public Tensor mean() {
        return concentration1.div(sum()).mul(total);
    }

    /** total a b (a + b + total) / ((a + b)^2 (a + b + 1)). */
    @Override
    public Tensor variance() {
        Tensor excess = sum().add(1);
        return mean().mul(concentration0.div(sum()))
                .mul(excess.constant(total - 1.0).div(excess).add(1));
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        RowDraws.Sampler sampler = (row, x) -> {
            var a = LogGammaDraw.of(row, x[0]);
            var b = LogGammaDraw.of(row, x[1]);
            return () -> CountSamplers.binomialOfLogit(row, total, a.getAsDouble() - b.getAsDouble());
        };
        return RowDraws.of(random, sampleShape.concat(batchShape()), sampler, concentration1, concentration0);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> score(x, concentration1, concentration0));
    }
}
