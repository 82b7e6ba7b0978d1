package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;

/** The primitives that only move numbers, and the adjoint of broadcasting. */
final class Movement {
    private Movement() {}

    /**
     * Sums {@code tensor} to {@code shape}: the adjoint of repeating {@code shape} to what both broadcast to. Along an axis
     * where only the tensor has extent one, it stands for the same gradient everywhere. The result has no plate that the
     * shape has not, so that gradients which meet there always add up.
     */
    static Tensor sumTo(Shape shape, Tensor tensor) {
        if (tensor.shape().equals(shape)) {
            return tensor.shape().hasMorePlatesThan(shape) ? tensor.viewed(shape) : tensor;
        }
        Tensor sum = tensor.unnamed();
        sum = sum.broadcastTo(shape.unnamed().broadcast(sum.shape()));
        int added = sum.shape().rank() - shape.rank();
        if (added > 0) {
            sum = Tensor.apply(new Reduce.LeadingSum(added), sum);
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) == 1 && sum.shape().dim(axis) != 1) {
                sum = sum.sum(axis).reshape(sum.shape().with(axis, 1));
            }
        }
        return sum;
    }

    record Reshape(Shape to) implements View {
        @Override
        public Shape shape(Shape... in) {
            checkArgument(to.size() == in[0].size(), "cannot reshape %s to %s: sizes differ", in[0], to);
            return to;
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.reshape(in[0].shape());
        }
    }

    record Expand(Shape to) implements Op {
        @Override
        public Shape shape(Shape... in) {
            Shape joint = in[0].broadcast(to);
            checkArgument(joint.equals(to), "cannot repeat %s to %s", in[0], to);
            return joint;
        }

        @Override
        public void value(Output out, Tensor... in) {
            int step = Broadcast.stepOfOneRun(in[0].shape(), to);
            if (step >= 0) {
                out.kernels().copy(in[0].array(), 0, step, out.array(), 0, to.size());
            } else {
                runs(out, in[0].shape(), in[0].array());
            }
        }

        private void runs(Output out, Shape shape, Object x) {
            Broadcast.runs(
                    to,
                    shape,
                    to,
                    (at, atX, stepX, atY, stepY, n) -> out.kernels().copy(x, atX, stepX, out.array(), at, n));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient; // the tape sums it
        }

        @Override
        public String name() {
            return "broadcastTo";
        }
    }

    /** The same at each index of {@code axis} of {@code to}, which the input lacks. */
    record Repeat(Shape to, int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            checkArgument(to.without(axis).equals(in[0]), "cannot repeat %s along axis %s of %s", in[0], axis, to);
            return to;
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = to.dim(axis);
            int inner = to.stride(axis);
            Object x = in[0].array();
            for (int o = 0; o < in[0].shape().size() / inner; o++) {
                if (inner == 1) {
                    out.kernels().copy(x, o, 0, out.array(), o * n, n);
                }
                for (int k = 0; k < n && inner > 1; k++) {
                    out.kernels().copy(x, o * inner, 1, out.array(), (o * n + k) * inner, inner);
                }
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.sum(axis);
        }
    }

    /** Axis i of the result is axis {@code order[i]} of the input. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Permute(int... order) implements Op {
        @Override
        public Shape shape(Shape... in) {
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < sorted.length; i++) {
                checkArgument(
                        sorted.length == in[0].rank() && sorted[i] == i,
                        "%s does not order the axes of %s",
                        Arrays.toString(order),
                        in[0]);
            }
            return in[0].permuted(order);
        }

        @Override
        public void value(Output out, Tensor... in) {
            copy(out, in[0], 0, 0, 0);
        }

        @CanIgnoreReturnValue
        private int copy(Output out, Tensor x, int level, int at, int from) {
            if (level == order.length) {
                out.kernels().copy(x.array(), from, 1, out.array(), at, 1);
                return at + 1;
            }
            int n = x.shape().dim(order[level]);
            int stride = x.shape().stride(order[level]);
            if (level == order.length - 1) {
                out.kernels().copy(x.array(), from, stride, out.array(), at, n);
                return at + n;
            }
            int next = at;
            for (int i = 0; i < n; i++) {
                next = copy(out, x, level + 1, next, from + i * stride);
            }
            return next;
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            int[] inverse = new int[order.length];
            for (int k = 0; k < order.length; k++) {
                inverse[order[k]] = k;
            }
            return gradient.permute(inverse);
        }
    }

    /** Copies, for each index before {@code axis}, a run of {@code n} indices of it from {@code from} to {@code to}. */
    private static void copyRuns(Output out, Tensor x, int axis, int from, int to, int n) {
        int inner = out.shape().stride(axis);
        int stepX = x.shape().dim(axis) * inner;
        int stepOut = out.shape().dim(axis) * inner;
        for (int o = 0; o < x.shape().size() / stepX; o++) {
            out.kernels()
                    .copy(x.array(), o * stepX + from * inner, 1, out.array(), o * stepOut + to * inner, n * inner);
        }
    }

    record Slice(int axis, int from, int to) implements Op {
        @Override
        public Shape shape(Shape... in) {
            checkArgument(
                    0 <= from && from < to && to <= in[0].dim(axis),
                    "axis %s of %s has no indices from %s to %s",
                    axis,
                    in[0],
                    from,
                    to);
            return in[0].with(axis, to - from);
        }

        @Override
        public void value(Output out, Tensor... in) {
            copyRuns(out, in[0], axis, from, 0, to - from);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return Tensor.apply(new Pad(axis, from, in[0].shape().dim(axis)), gradient);
        }
    }

    /** The input at index {@code from} of an axis of extent {@code extent} that is zero elsewhere. */
    record Pad(int axis, int from, int extent) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].with(axis, extent);
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.kernels().fill(out.array(), 0, out.shape().size(), 0);
            copyRuns(out, in[0], axis, 0, from, in[0].shape().dim(axis));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.slice(axis, from, from + in[0].shape().dim(axis));
        }
    }

    record Concat(int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            int extent = 0;
            for (Shape shape : in) {
                checkArgument(
                        shape.rank() == in[0].rank() && shape.without(axis).equals(in[0].without(axis)),
                        "cannot join %s along axis %s: other extents differ",
                        Arrays.toString(in),
                        axis);
                extent += shape.dim(axis);
            }
            Shape joined = in[0].with(axis, extent);
            for (Shape shape : in) {
                joined = joined.broadcast(shape.with(axis, extent));
            }
            return joined;
        }

        @Override
        public void value(Output out, Tensor... in) {
            int at = 0;
            for (Tensor piece : in) {
                int n = piece.shape().dim(axis);
                copyRuns(out, piece, axis, 0, at, n);
                at += n;
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            int from = 0;
            for (int k = 0; k < i; k++) {
                from += in[k].shape().dim(axis);
            }
            return gradient.slice(axis, from, from + in[i].shape().dim(axis));
        }
    }
}
