package org.hypnos.distributions;

import java.util.function.UnaryOperator;
import org.hypnos.autodiff.Tensor;

/** Log-probabilities that know the support. */
final class Scores {
    private Scores() {}

    /**
     * {@code logProb} of the numbers that {@code distribution} can draw, and -infinity for others, which assertions refuse.
     *
     * @param inside a number of the support, which stands in for those outside, so that all gradients are finite
     */
    static Tensor inside(Distribution distribution, Tensor value, double inside, UnaryOperator<Tensor> logProb) {
        assert require(distribution, value);
        Tensor contained = distribution.support().contains(value);
        Tensor safe = contained.where(value, value.constant(inside));
        return contained.where(logProb.apply(safe), value.constant(Double.NEGATIVE_INFINITY));
    }

    /** To be called in an {@code assert}: true if {@code distribution} can draw {@code value}. */
    static boolean require(Distribution distribution, Tensor value) {
        return distribution
                .support()
                .require("a value of " + distribution.getClass().getSimpleName(), value);
    }
}
