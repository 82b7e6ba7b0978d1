package org.hypnos.autodiff;

/** One summand of a parameter's gradient. */
public sealed interface GradientTerm {
    /** The summand, of the parameter's shape. */
    Tensor value();

    /** A summand that is there. */
    record Whole(Tensor value) implements GradientTerm {}

    /**
     * left' right: what a matrix product leaves for one of its sides, not yet multiplied out, so that several summands can
     * be added up in one pass over a panel of the parameter.
     *
     * @param left rows [k, m] for a parameter [m, n]
     * @param right rows [k, n]
     */
    record Factors(Tensor left, Tensor right) implements GradientTerm {
        @Override
        public Tensor value() {
            return left.transposedMatmul(right);
        }
    }
}
