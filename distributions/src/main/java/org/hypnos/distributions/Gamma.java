package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The gamma distribution; its gradients are by score function.
 *
 * <p>log p(x) = a log(b) + (a - 1) log(x) - b x - log Gamma(a) with concentration a and rate b, for x above zero. The
 * distribution function has a gradient for the value and the rate. Draws are Marsaglia and Tsang's, of the same bits on
 * one JDK and platform only; those beyond the range of numbers are its last ones, and gradients are infinite where
 * concentration / rate is.
 *
 * @param concentration also called shape, positive
 * @param rate one over the scale, positive; broadcasts with the concentration to the batch's shape
 */
public record Gamma(Tensor concentration, Tensor rate) implements Univariate, Cumulative, Moments, Mode, Entropy {
    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param concentration positive
     * @param rate positive
     * @throws IllegalArgumentException if a check fails
     */
    public Gamma {
        Parameters.requireBroadcast("Gamma", concentration, rate);
        assert new Numbers.Positive().require("Gamma's concentration", concentration);
        assert new Numbers.Positive().require("Gamma's rate", rate);
    }

    @Override
    public ImmutableList<Tensor> parameters() {
        return ImmutableList.of(concentration, rate);
    }

    @Override
    public Support support() {
        return new Numbers.Positive();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(batchShape());
        return Clip.positive(RowDraws.of(random, shape, (row, in) -> draws(row, in[0], in[1]), concentration, rate));
    }

    private static DoubleSupplier draws(UniformRandomProvider random, double concentration, double rate) {
        DoubleSupplier logarithms = LogGammaDraw.of(random, concentration);
        double logRate = Math.log(rate);
        return () -> Math.exp(logarithms.getAsDouble() - logRate);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> logDensity(concentration, rate, x));
    }

    /** -deviance(a, b x) + log(a / 2 pi) / 2 - stirlingError(a) - log(x). */
    static Tensor logDensity(Tensor a, Tensor b, Tensor x) {
        Tensor ofParameters = a.log().mul(0.5).sub(GammaTerms.stirlingError(a)).sub(Normal.HALF_LOG_TWO_PI);
        return ofParameters.sub(GammaTerms.deviance(a, b, x)).sub(x.log());
    }

    @Override
    public Tensor cdf(Tensor value) {
        return Scores.cumulated(0, Double.POSITIVE_INFINITY, value, x -> Incomplete.gammaP(concentration, x.mul(rate)));
    }

    @Override
    public Tensor mean() {
        return concentration.div(rate);
    }

    @Override
    public Tensor variance() {
        return mean().div(rate);
    }

    /** (a - 1) / b, or the least number, towards which the density rises, for a concentration up to 1. */
    @Override
    public Tensor mode() {
        return Clip.positive(concentration.sub(1).max(0).div(rate));
    }

    /** a - log(b) + log Gamma(a) + (1 - a) digamma(a). */
    @Override
    public Tensor entropy() {
        Tensor rest = concentration.neg().add(1).mul(concentration.digamma());
        return concentration.sub(rate.log()).add(concentration.lgamma()).add(rest);
    }
}
