package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Tensor;

/**
 * The two functions by which densities with factorials keep their precision where these are large (Loader 2000, Fast and
 * accurate computation of binomial probabilities). Sums of lgamma would cancel; x^a exp(-x) / Gamma(a) is
 *
 * <p>sqrt(a / 2 pi) exp(-stirlingError(a) - deviance(a, x)).
 */
final class GammaTerms {
    /** From here on Stirling's series is exact to double. */
    private static final double LARGE = 10;
    /** B_2k / (2k (2k - 1)), with Bernoulli's numbers B, from k = 7 down to 1. */
    private static final double[] STIRLING = {
        1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12
    };

    private static final Op STIRLING_ERROR = new Pointwise(
            "Stirling's error",
            x -> stirlingError(x[0]),
            (i, in) -> in[0].digamma().sub(in[0].log()).add(in[0].constant(0.5).div(in[0])));

    private static final Op DEVIANCE = new Pointwise(
            "deviance",
            x -> deviance(x[0], x[1] * x[2]),
            (i, in) -> i == 0 ? in[0].log().sub(in[1].log()).sub(in[2].log()) : in[3 - i].sub(in[0].div(in[i])));

    private GammaTerms() {}

    /** lgamma(x) - ((x - 1/2) log(x) - x + log(2 pi) / 2), for positive x. */
    static Tensor stirlingError(Tensor x) {
        return Tensor.apply(STIRLING_ERROR, x);
    }

    /** a log(a / (r x)) - a + r x, which is 0 where r x is a, for positive numbers. */
    static Tensor deviance(Tensor a, Tensor r, Tensor x) {
        return Tensor.apply(DEVIANCE, a, r, x);
    }

    static double stirlingError(double x) {
        double lifted = 0;
        double y = x;
        while (y < LARGE) { // e(y) = e(y + 1) + (y + 1/2) log(1 + 1/y) - 1
            lifted += (y + 0.5) * StrictMath.log1p(1 / y) - 1;
            y += 1;
        }
        double series = 0;
        for (double coefficient : STIRLING) {
            series = Math.fma(series, 1 / (y * y), coefficient);
        }
        return lifted + series / y;
    }

    static double deviance(double a, double x) {
        double difference = a - x;
        return Math.abs(difference) < 0.1 * (a + x)
                ? nearDeviance(difference / (a + x), difference, a)
                : a * logRatio(a, x) - difference;
    }

    /** log(a) - log(x). */
    private static double logRatio(double a, double x) {
        double ratio = a / x;
        return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE
                ? StrictMath.log(ratio)
                : StrictMath.log(a) - StrictMath.log(x);
    }

    /** With v = (a - x) / (a + x), log(a / x) = 2 atanh(v): the deviance is (a - x) v + 2 a (v^3 / 3 + v^5 / 5 + ...). */
    private static double nearDeviance(double v, double difference, double a) {
        double sum = difference * v;
        double term = 2 * a * v;
        for (int k = 3; k < 40; k += 2) {
            term *= v * v;
            sum += term / k;
        }
        return sum;
    }
}
