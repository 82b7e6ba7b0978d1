package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Tensor;

/**
 * The Cauchy distribution, which has neither mean nor variance; its draws are reparameterised.
 *
 * <p>log p(x) = -log(1 + z^2) - log(pi scale), with z = (x - location) / scale.
 *
 * @param location the median
 * @param scale half the distance between the quartiles, positive; broadcasts with the location to the batch's shape
 */
public record Cauchy(Tensor location, Tensor scale) implements LocationScale {
    private static final double LOG_PI = 1.1447298858494002;
    private static final double LOG_FOUR_PI = 2.5310242469692907;

    /** log(1 + z^2 / n) of n and z; the square does not overflow. */
    private static final Op LOG_ONE_PLUS_SQUARE =
            new Pointwise("log(1 + z^2 / n)", x -> logOnePlusSquare(x[0], x[1]), (i, in) -> slope(i, in[0], in[1]));

    /** atan(z) / pi + 1/2, in a form that keeps the lower tail. */
    private static final Op CDF = new Pointwise(
            "the Cauchy distribution function",
            x -> StrictMath.atan2(1, -x[0]) / Math.PI,
            (i, in) -> logDensity(in[0]).exp());

    private static final Op QUANTILE = new Pointwise(
            "the Cauchy quantile",
            x -> x[0] < 0.5 ? -distance(x[0]) : distance(1 - x[0]),
            (i, in) -> logDensity(quantileOf(in[0])).neg().exp());

    /**
     * Checks that the shapes broadcast and, where assertions are enabled, the numbers.
     *
     * @param location finite
     * @param scale positive
     * @throws IllegalArgumentException if a check fails
     */
    public Cauchy {
        Parameters.requireBroadcast("Cauchy", location, scale);
        assert new Numbers.Reals().require("Cauchy's location", location);
        assert new Numbers.Positive().require("Cauchy's scale", scale);
    }

    /** From the median to the quantile of a tail of probability up to 1/2: cot(pi p). */
    private static double distance(double tail) {
        return StrictMath.cos(Math.PI * tail) / StrictMath.sin(Math.PI * tail);
    }

    static Tensor logOnePlusSquare(Tensor n, Tensor z) {
        return Tensor.apply(LOG_ONE_PLUS_SQUARE, n, z);
    }

    private static double logOnePlusSquare(double n, double z) {
        double ratio = z / Math.sqrt(n);
        return Math.abs(ratio) < 1e10
                ? StrictMath.log1p(ratio * ratio)
                : 2 * StrictMath.log(Math.abs(z)) - StrictMath.log(n);
    }

    /** -1 / (n + n^2 / z^2) by n, 2 / (z + n / z) by z. */
    private static Tensor slope(int i, Tensor n, Tensor z) {
        return i == 0
                ? n.constant(-1).div(n.add(n.div(z).mul(n).div(z)))
                : z.constant(2).div(z.add(n.div(z)));
    }

    private static Tensor logDensity(Tensor z) {
        return logOnePlusSquare(z.constant(1), z).neg().sub(LOG_PI);
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
    public double standardEntropy() {
        return LOG_FOUR_PI;
    }
}
