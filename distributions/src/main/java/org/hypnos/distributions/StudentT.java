package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import java.util.function.DoubleSupplier;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Student's t distribution, a normal one of uncertain scale; its gradients are by score function.
 *
 * <p>log p(x) = log Gamma((n + 1) / 2) - log Gamma(n / 2) - log(n pi) / 2 - log(scale) - (n + 1) / 2 log(1 + z^2 / n), with
 * z = (x - location) / scale and n degrees of freedom. The distribution function has a gradient for the value, location
 * and scale. Draws are of the same bits on one JDK and platform only; those beyond the range of numbers are its last ones.
 *
 * @param degreesOfFreedom n, positive: 1 gives a {@link Cauchy}, many nearly a {@link Normal} distribution
 * @param location the median
 * @param scale positive; all three broadcast to the batch's shape
 */
public record StudentT(Tensor degreesOfFreedom, Tensor location, Tensor scale)
        implements Univariate, Cumulative, Moments, Mode, Entropy {
    private static final double LOG_PI = 1.1447298858494002;

    private static final Op CDF =
            new Pointwise("Student's distribution function", x -> standardCdf(x[0], x[1]), (i, in) -> {
                Incomplete.requireValue(i, 1, "an incomplete beta function");
                return standardLogProb(in[0], in[1]).exp();
            });

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param degreesOfFreedom positive
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public StudentT {
        Parameters.requireBroadcast("StudentT", degreesOfFreedom, location, scale);
        assert new Numbers.Positive().require("StudentT's degreesOfFreedom", degreesOfFreedom);
        assert new Numbers.Reals().require("StudentT's location", location);
        assert new Numbers.Positive().require("StudentT's scale", scale);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(degreesOfFreedom, location, scale);
    }

    @Override
    public Support support() {
        return new Numbers.Reals();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(batchShape());
        Tensor n = degreesOfFreedom.broadcastTo(batchShape());
        Tensor standard = RowDraws.of(random, shape, (row, in) -> draws(row, in[0]), n);
        return Clip.finite(Clip.finite(standard).mul(scale.detach()).add(location.detach()));
    }

    /** A standard normal number over sqrt(2 g / n), with a gamma distributed g of concentration n / 2. */
    private static DoubleSupplier draws(UniformRandomProvider random, double n) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        DoubleSupplier logGamma = LogGammaDraw.of(random, n / 2);
        double logHalf = Math.log(n / 2);
        return () -> normal.sample() * Math.exp((logHalf - logGamma.getAsDouble()) / 2);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return standardLogProb(degreesOfFreedom, standardize(value)).sub(scale.log());
    }

    private Tensor standardize(Tensor value) {
        return value.sub(location).div(scale);
    }

    /** The logarithms of both gamma functions by Stirling's formula; what it leaves is a deviance and two errors. */
    private static Tensor standardLogProb(Tensor n, Tensor z) {
        Tensor half = n.mul(0.5);
        Tensor more = half.add(0.5);
        Tensor ofParameters = GammaTerms.stirlingError(more)
                .sub(GammaTerms.stirlingError(half))
                .sub(GammaTerms.deviance(half, more, n.constant(1)))
                .sub(Normal.HALF_LOG_TWO_PI);
        return ofParameters.sub(Cauchy.logOnePlusSquare(n, z).mul(more));
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Tensor.apply(CDF, degreesOfFreedom, standardize(value));
    }

    /** Half an incomplete beta function is the tail beyond |z|; its argument is that of the two that is the smaller. */
    private static double standardCdf(double n, double z) {
        double square = z * z;
        double tail = n > 2 * square
                ? RegularizedBeta.complement(square / (n + square), 0.5, n / 2) / 2
                : RegularizedBeta.value(n / (n + square), n / 2, 0.5) / 2;
        return z > 0 ? 1 - tail : tail;
    }

    /** The location; NaN for up to one degree of freedom, where there is no mean. */
    @Override
    public Tensor mean() {
        return above(1, location, Double.NaN);
    }

    /** scale^2 n / (n - 2), infinite for up to 2 degrees of freedom, NaN for up to one. */
    @Override
    public Tensor variance() {
        Tensor safe = above(2, degreesOfFreedom, 3);
        Tensor finite = scale.square().mul(safe.div(safe.sub(2)));
        return above(1, above(2, finite, Double.POSITIVE_INFINITY), Double.NaN);
    }

    /** {@code then} where there are more than {@code least} degrees of freedom, else {@code otherwise}. */
    private Tensor above(int least, Tensor then, double otherwise) {
        return degreesOfFreedom
                .greater(degreesOfFreedom.constant(least))
                .where(then, then.constant(otherwise))
                .broadcastTo(batchShape());
    }

    @Override
    public Tensor mode() {
        return location.broadcastTo(batchShape());
    }

    /** (n + 1) / 2 (digamma((n + 1) / 2) - digamma(n / 2)) + log(n) / 2 + log B(n / 2, 1 / 2) + log(scale). */
    @Override
    public Tensor entropy() {
        Tensor half = degreesOfFreedom.mul(0.5);
        Tensor more = half.add(0.5);
        Tensor logBeta = half.lgamma().sub(more.lgamma()).add(LOG_PI / 2);
        return more.mul(more.digamma().sub(half.digamma()))
                .add(degreesOfFreedom.log().mul(0.5))
                .add(logBeta)
                .add(scale.log())
                .broadcastTo(batchShape());
    }
}
