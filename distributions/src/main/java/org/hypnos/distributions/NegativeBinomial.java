package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The count of successes before failure number {@code total}, 0, 1, 2, ..., where each trial succeeds with probability p =
 * sigmoid(logits); its gradients are by score function.
 *
 * <p>log p(x) = log Gamma(x + total) - log Gamma(total) - log(x!) + total log(1 - p) + x log(p): the Poisson distribution of a
 * rate that is Gamma(total, exp(-logits)) (Johnson, Kemp and Kotz, Univariate discrete distributions, chapter 5). Draws are
 * made so, and have the same bits on one JDK and platform only. Their mean, total exp(logits), must be a finite number.
 *
 * @param total positive, not only whole numbers
 * @param logits finite; broadcasts with the total to the batch's shape
 */
public record NegativeBinomial(Tensor total, Tensor logits) implements Univariate, Moments, Mode, Quantile {
    private static final Pointwise LOG_PROB =
            new Pointwise("NegativeBinomial", NegativeBinomial::logProb, NegativeBinomial::derivative);

    /** P(X at most k) = I(1 - p; total, k + 1), whose derivative by the logit is -(total + k) p p(k). */
    private static final CountCdf CDF = new CountCdf(NegativeBinomial::cdf, (i, in) -> {
        Incomplete.requireValue(i, 2, "an incomplete beta function");
        Tensor pmf = Tensor.apply(LOG_PROB, in).exp();
        return in[0].add(in[1]).mul(in[2].sigmoid()).mul(pmf).neg();
    });

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param total positive
     * @param logits finite
     * @throws IllegalArgumentException if a check fails
     */
    public NegativeBinomial {
        Parameters.requireBroadcast("NegativeBinomial", total, logits);
        assert new Numbers.Positive().require("NegativeBinomial's total", total);
        assert new Numbers.Reals().require("NegativeBinomial's logits", logits);
    }

    /** total / (total + x) times the probability of x successes and total failures, in any order. */
    private static double logProb(double... in) {
        double x = in[0];
        double total = in[1];
        return SaddlePoint.binomial(x, total, in[2]) - StrictMath.log1p(x / total);
    }

    /** By the total: digamma(x + total) - digamma(total) + log(1 - p); by the logit: x - (x + total) p. */
    private static Tensor derivative(int i, Tensor... in) {
        Tensor x = in[0];
        Tensor total = in[1];
        Tensor logits = in[2];
        return i == 1
                ? x.add(total).digamma().sub(total.digamma()).sub(logits.softplus())
                : x.sub(x.add(total).mul(logits.sigmoid()));
    }

    private static double cdf(double... in) {
        double count = in[0] + 1;
        double total = in[1];
        double logit = in[2];
        if (Math.min(count, total) > CountCdf.LARGE) {
            double mean = total * StrictMath.exp(logit);
            return CountCdf.ofLarge(SaddlePoint.binomialDeviance(count, total, logit), count > mean);
        }
        return logit < 0
                ? RegularizedBeta.complement(SaddlePoint.sigmoid(logit), count, total)
                : RegularizedBeta.value(SaddlePoint.sigmoid(-logit), total, count);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(total, logits);
    }

    @Override
    public Support support() {
        return new Numbers.WholeNumbers();
    }

    /** total p / (1 - p). */
    @Override
    public Tensor mean() {
        return total.mul(logits.exp());
    }

    /** total p / (1 - p)^2. */
    @Override
    public Tensor variance() {
        return mean().mul(logits.exp().add(1));
    }

    /** (total - 1) p / (1 - p), rounded down, at least zero. */
    @Override
    public Tensor mode() {
        return CountCdf.floor(total.sub(1).max(0).mul(logits.exp()));
    }

    /** It has a gradient for the logits; a total that is recorded must be detached, or asking for gradients is an error. */
    @Override
    public Tensor cdf(Tensor value) {
        return CDF.at(value, total, logits);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return CDF.quantile(probability, total, logits);
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        RowDraws.Sampler sampler = (row, x) -> {
            double logit = x[1];
            var logGamma = LogGammaDraw.of(row, x[0]);
            return () -> {
                double rate = StrictMath.exp(logGamma.getAsDouble() + logit);
                return CountSamplers.poisson(row, Math.min(rate, Double.MAX_VALUE))
                        .getAsDouble();
            };
        };
        return RowDraws.of(random, sampleShape.concat(batchShape()), sampler, total, logits);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> Tensor.apply(LOG_PROB, x, total, logits));
    }
}
