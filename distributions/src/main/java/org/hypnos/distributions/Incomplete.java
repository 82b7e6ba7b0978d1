package org.hypnos.distributions;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Tensor;

/**
 * The regularised incomplete gamma and beta functions, by Commons Numbers. They have gradients for their last argument,
 * the value, and an error for the others, whose derivatives have no closed form.
 */
final class Incomplete {
    private static final Op GAMMA_P = new Pointwise(
            "the lower incomplete gamma function",
            x -> RegularizedGamma.P.value(x[0], x[1]),
            (i, in) -> gammaDensity(i, in));
    private static final Op GAMMA_Q = new Pointwise(
            "the upper incomplete gamma function",
            x -> RegularizedGamma.Q.value(x[0], x[1]),
            (i, in) -> gammaDensity(i, in).neg());
    private static final Op BETA =
            new Pointwise("the incomplete beta function", x -> RegularizedBeta.value(x[2], x[0], x[1]), (i, in) -> {
                requireValue(i, 2, "an incomplete beta function");
                return new Beta(in[0], in[1]).logProb(in[2]).exp();
            });

    private Incomplete() {}

    /** The probability that a gamma distribution of rate 1 gives to numbers up to {@code x}, at least 0. */
    static Tensor gammaP(Tensor concentration, Tensor x) {
        return Tensor.apply(GAMMA_P, concentration, x);
    }

    /** The probability that it gives to numbers above {@code x}. */
    static Tensor gammaQ(Tensor concentration, Tensor x) {
        return Tensor.apply(GAMMA_Q, concentration, x);
    }

    /** The probability that a beta distribution gives to numbers up to {@code x}, from 0 to 1. */
    static Tensor beta(Tensor a, Tensor b, Tensor x) {
        return Tensor.apply(BETA, a, b, x);
    }

    private static Tensor gammaDensity(int i, Tensor... in) {
        requireValue(i, 1, "an incomplete gamma function");
        return Gamma.logDensity(in[0], in[0].constant(1), in[1]).exp();
    }

    /** Throws unless {@code i} is the argument that has a gradient. */
    static void requireValue(int i, int value, String what) {
        if (i != value) {
            throw new IllegalArgumentException("the distribution function is " + what
                    + ", which has a gradient for the value but none for a shape; detach() the parameter");
        }
    }
}
