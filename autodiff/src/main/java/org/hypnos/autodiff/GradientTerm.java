package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/** One summand of a parameter's gradient. */
public sealed interface GradientTerm {
    /** {@return the summand, of the parameter's shape} */
    Tensor value();

    /** {@return how many products of two numbers it takes to write the summand down} */
    long multiplyAdds();

    /**
     * A summand that is there.
     *
     * @param value the summand, multiplied out
     */
    record Whole(Tensor value) implements GradientTerm {
        @Override
        public long multiplyAdds() {
            return 0;
        }
    }

    /**
     * left' (scale right): what a matrix product leaves for one of its sides, not yet multiplied out, so that several
     * summands can be added up in one pass over a panel of the parameter. Each side is read as k rows, whatever its axes.
     *
     * @param shape the parameter's: [m, n], or [n] where m is 1
     * @param left rows [k, m]
     * @param right rows [k, n]
     * @param scale a factor for each row of the right side, [k]; null if all are one
     */
    record Factors(
            Shape shape,
            Tensor left,
            Tensor right,
            @Nullable Tensor scale) implements GradientTerm {
        @Override
        public Tensor value() {
            int m = shape.size() / shape.dim(-1);
            Tensor rows = left.reshape(Shape.of(rows(), m));
            return rows.transposedMatmul(new ScaledRows(scale, right).value()).reshape(shape);
        }

        @Override
        public long multiplyAdds() {
            return (long) rows() * shape.size();
        }

        /** How many rows each side has. */
        int rows() {
            return right.shape().size() / shape.dim(-1);
        }
    }
}
