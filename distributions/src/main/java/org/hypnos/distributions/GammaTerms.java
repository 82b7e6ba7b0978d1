package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Tensor;

/**
 * What the log-densities with gamma functions are made of, as tensors: the two terms of {@link SaddlePoint}, by which these
 * keep their precision where sums of lgamma would cancel. The density x^(a - 1) exp(-x) / Gamma(a) is
 *
 * <p>sqrt(a / 2 pi) exp(-stirlingError(a) - deviance(a, x)) / x.
 */
final class GammaTerms {
    private static final Op STIRLING_ERROR = new Pointwise(
            "Stirling's error",
            x -> SaddlePoint.stirlingError(x[0]),
            (i, in) -> in[0].digamma().sub(in[0].log()).add(in[0].constant(0.5).div(in[0])));

    private static final Op DEVIANCE = new Pointwise(
            "deviance",
            x -> SaddlePoint.deviance(x[0], x[1] * x[2], StrictMath.log(x[1]) + StrictMath.log(x[2])),
            (i, in) -> i == 0 ? in[0].log().sub(in[1].log()).sub(in[2].log()) : in[3 - i].sub(in[0].div(in[i])));

    private GammaTerms() {}

    /** log Gamma(x) - ((x - 1/2) log(x) - x + log(2 pi) / 2), for positive x. */
    static Tensor stirlingError(Tensor x) {
        return Tensor.apply(STIRLING_ERROR, x);
    }

    /** a log(a / (r x)) - a + r x, which is 0 where r x is a, for positive numbers. */
    static Tensor deviance(Tensor a, Tensor r, Tensor x) {
        return Tensor.apply(DEVIANCE, a, r, x);
    }
}
