package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** For each row of {@code in[0]}, [..., n], its element at the whole number in {@code in[1]}, [...]. */
final class Gather implements Op {
    static final Op OP = new Gather();

    private Gather() {}

    @Override
    public Shape shape(Shape... in) {
        checkArgument(
                in[0].rank() > 0 && in[0].without(-1).equals(in[1]),
                "gather needs one index for each row, found rows %s and indices %s",
                in[0],
                in[1]);
        return in[0].without(-1).broadcast(in[1]);
    }

    @Override
    public void value(Output out, Tensor... in) {
        int n = in[0].shape().dim(-1);
        out.fill(row -> in[0].get(row * n + index(in[1], row, n)));
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return Tensor.apply(new Scatter(in[0].shape().dim(-1)), gradient, in[1]);
    }

    private static int index(Tensor indices, int row, int n) {
        double index = indices.get(row);
        checkArgument(
                index >= 0 && index < n && index == Math.rint(index),
                "index %s at row %s is not in 0..%s",
                index,
                row,
                n - 1);
        return (int) index;
    }

    /** Rows of {@code n} that are zero but for {@code in[0]} at the index in {@code in[1]}: the adjoint. */
    record Scatter(int n) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].concat(Shape.of(n));
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.kernels().fill(out.array(), 0, out.shape().size(), 0);
            for (int row = 0; row < in[0].shape().size(); row++) {
                out.set(row * n + index(in[1], row, n), in[0].get(row));
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.gather(in[1]);
        }
    }
}
