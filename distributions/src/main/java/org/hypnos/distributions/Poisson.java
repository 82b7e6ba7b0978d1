package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The count of events that happen at a constant rate, 0, 1, 2, ...; its gradients are by score function.
 *
 * <p>log p(x) = x log(rate) - rate - log(x!) (Johnson, Kemp and Kotz, Univariate discrete distributions, chapter 4). Draws have
 * the same bits on one JDK and platform only.
 *
 * @param rate the mean, zero or more, of the batch's shape. At rate 0 all but 0 has probability 0, and the gradient of its
 *     log-probability is infinite
 */
public record Poisson(Tensor rate) implements Univariate, Moments, Mode, Quantile {
    private static final Pointwise LOG_PROB =
            new Pointwise("Poisson", x -> SaddlePoint.poisson(x[0], x[1]), Poisson::derivative);

    /** P(X at most k) = Q(k + 1, rate), whose derivative by the rate is -p(k). */
    private static final CountCdf CDF = new CountCdf(
            Poisson::cdf, (i, in) -> Tensor.apply(LOG_PROB, in).exp().neg());

    /**
     * Checks the rate where assertions are enabled.
     *
     * @param rate zero or more
     * @throws IllegalArgumentException if an element is negative or not finite
     */
    public Poisson {
        assert new Numbers.NonNegative().require("Poisson's rate", rate);
    }

    /** x / rate - 1. */
    private static Tensor derivative(int i, Tensor... in) {
        Tensor x = in[0];
        Tensor safe = x.greater(x.constant(0)).where(in[1], in[1].constant(1));
        return x.div(safe).sub(1);
    }

    private static double cdf(double... x) {
        double count = x[0] + 1;
        double rate = x[1];
        return Math.max(count, rate) > CountCdf.LARGE
                ? CountCdf.ofLarge(SaddlePoint.deviance(count, rate), count > rate)
                : RegularizedGamma.Q.value(count, rate);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(rate);
    }

    @Override
    public Support support() {
        return new Numbers.WholeNumbers();
    }

    @Override
    public Tensor mean() {
        return rate;
    }

    @Override
    public Tensor variance() {
        return rate;
    }

    @Override
    public Tensor mode() {
        return CountCdf.floor(rate);
    }

    @Override
    public Tensor cdf(Tensor value) {
        return CDF.at(value, rate);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return CDF.quantile(probability, rate);
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(batchShape());
        return RowDraws.of(random, shape, (row, x) -> CountSamplers.poisson(row, x[0]), rate);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 0, x -> Tensor.apply(LOG_PROB, x, rate));
    }
}
