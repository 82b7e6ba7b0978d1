package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** The rows {@code rows} of {@code in[0]}'s first axis, one after the other; a row may be chosen more than once. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record RowChoice(int... rows) implements Op {
    @Override
    public Shape shape(Shape... in) {
        checkArgument(in[0].rank() > 0, "a single number has no rows to choose from");
        int count = in[0].dim(0);
        for (int row : rows) {
            checkArgument(row >= 0 && row < count, "there is no row %s among %s", row, count);
        }
        return in[0].with(0, rows.length);
    }

    @Override
    public void value(Output out, Tensor... in) {
        int size = rowSize(in[0].shape());
        for (int i = 0; i < rows.length; i++) {
            out.kernels().copy(in[0].array(), rows[i] * size, 1, out.array(), i * size, size);
        }
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return Tensor.apply(new Return(in[0].shape().dim(0), rows), gradient);
    }

    private static int rowSize(Shape shape) {
        int size = 1;
        for (int axis = 1; axis < shape.rank(); axis++) {
            size *= shape.dim(axis);
        }
        return size;
    }

    /** {@code count} rows, each the sum of the rows of {@code in[0]} that were chosen from it, in order: the adjoint. */
    record Return(int count, int... rows) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].with(0, count);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int size = rowSize(out.shape());
            out.kernels().fill(out.array(), 0, out.shape().size(), 0);
            for (int i = 0; i < rows.length; i++) {
                out.kernels().accumulate(in[0].array(), i * size, out.array(), rows[i] * size, size);
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.rows(rows);
        }
    }
}
