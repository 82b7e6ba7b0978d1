package org.hypnos.distributions;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The normal distribution; its draws are reparameterised: location + scale * standard normal.
 *
 * <p>log p(x) = -((x - location) / scale)^2 / 2 - log(scale) - log(2 pi) / 2.
 *
 * @param location the mean
 * @param scale the standard deviation, positive; broadcasts with the location to the batch's shape
 */
public record Normal(Tensor location, Tensor scale) implements LocationScale, Moments {
    static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private static final Op CDF = new Pointwise(
            "the normal distribution function",
            x -> Erfc.value(-x[0] * Math.sqrt(0.5)) / 2,
            (i, in) -> logDensity(in[0]).exp());
    private static final Op QUANTILE = new Pointwise(
            "the normal quantile",
            x -> -Math.sqrt(2) * InverseErfc.value(2 * x[0]),
            (i, in) -> logDensity(quantileOf(in[0])).neg().exp());

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public Normal {
        Parameters.requireBroadcast("Normal", location, scale);
        assert new Numbers.Reals().require("Normal's location", location);
        assert new Numbers.Positive().require("Normal's scale", scale);
    }

    private static Tensor logDensity(Tensor z) {
        return z.square().mul(-0.5).sub(HALF_LOG_TWO_PI);
    }

    private static Tensor quantileOf(Tensor probability) {
        return Tensor.apply(QUANTILE, probability);
    }

    @Override
    public Tensor standardLogProb(Tensor z) {
        return logDensity(z);
    }

    @Override
    public Tensor standardCdf(Tensor z) {
        return Tensor.apply(CDF, z);
    }

    @Override
    public Tensor standardQuantile(Tensor probability) {
        return quantileOf(probability);
    }

    @Override
    public Tensor standardSample(RandomStream random, Shape shape, Tensor like) {
        return random.normal(shape, like);
    }

    /** (1 + log(2 pi)) / 2. */
    @Override
    public double standardEntropy() {
        return 0.5 + HALF_LOG_TWO_PI;
    }

    @Override
    public Tensor mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Tensor variance() {
        return scale.square().broadcastTo(batchShape());
    }
}
