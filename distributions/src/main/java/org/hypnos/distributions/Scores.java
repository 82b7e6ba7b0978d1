package org.hypnos.distributions;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Log-probabilities and distribution functions that know the support. */
final class Scores {
    private Scores() {}

    /**
     * {@code logProb} of the numbers that {@code distribution} can draw, and -infinity for others, which assertions refuse.
     *
     * @param inside a number of the support, or of all its events, which stands in for those outside, so that all gradients
     *     are finite
     */
    static Tensor inside(Distribution distribution, Tensor value, double inside, UnaryOperator<Tensor> logProb) {
        assert require(distribution, value);
        Support support = distribution.support();
        Tensor contained = support.contains(value);
        Tensor safe = contained
                .reshape(contained.shape().concat(ones(support.eventRank())))
                .where(value, value.constant(inside));
        return contained.where(logProb.apply(safe), value.constant(Double.NEGATIVE_INFINITY));
    }

    /** As many axes of extent one. */
    static Shape ones(int rank) {
        int[] ones = new int[rank];
        Arrays.fill(ones, 1);
        return Shape.of(ones);
    }

    /** A distribution function: {@code cdf} of the numbers between {@code low} and {@code high}, 0 below and 1 above. */
    static Tensor cumulated(double low, double high, Tensor value, UnaryOperator<Tensor> cdf) {
        Tensor above = value.greater(value.constant(low));
        Tensor inside = above.mul(value.constant(high).greater(value));
        Tensor safe = inside.where(value, value.constant(low + Math.min(1, (high - low) / 2)));
        return inside.where(cdf.apply(safe), above);
    }

    /** To be called in an {@code assert}: true if {@code distribution} can draw {@code value}. */
    static boolean require(Distribution distribution, Tensor value) {
        return distribution
                .support()
                .require("a value of " + distribution.getClass().getSimpleName(), value);
    }
}
