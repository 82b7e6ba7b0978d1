package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.Kernels;

/**
 * The primitives that work along an axis. The order of additions is part of the contract: along the last axis of memory
 * sixteen partial sums (element k joins sum k mod 16) and a fixed tree, along any other axis one after the other.
 */
final class Reduce {
    static final Op TOTAL = new Total();

    private Reduce() {}

    private interface Kernel {
        void run(Kernels<Object> kernels, Object x, Object out, int outer, int n, int inner, Object partial);
    }

    private static void run(Output out, Tensor x, int axis, Kernel kernel) {
        int n = x.shape().dim(axis);
        int inner = x.shape().stride(axis);
        Object partial = out.scratch(Kernels.PARTIAL_SUMS);
        kernel.run(out.kernels(), x.array(), out.array(), x.shape().size() / (n * inner), n, inner, partial);
    }

    /** {@code reduced} with the axis that was taken away back at extent one, so that it broadcasts to {@code shape}. */
    private static Tensor keepingAxis(Tensor reduced, Shape shape, int axis) {
        return reduced.reshape(shape.with(axis, 1));
    }

    /** The sum of everything. */
    private record Total() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return Shape.SCALAR;
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = in[0].shape().size();
            out.kernels().sum(in[0].array(), out.array(), 1, n, 1, out.scratch(Kernels.PARTIAL_SUMS));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.broadcastTo(in[0].shape());
        }
    }

    /** The sum over the first {@code axes} axes, which are read as one. */
    record LeadingSum(int axes) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].suffix(in[0].rank() - axes);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int inner = out.shape().size();
            int n = in[0].shape().size() / inner;
            out.kernels().sum(in[0].array(), out.array(), 1, n, inner, out.scratch(Kernels.PARTIAL_SUMS));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.broadcastTo(in[0].shape());
        }
    }

    record Sum(int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].without(axis);
        }

        @Override
        public void value(Output out, Tensor... in) {
            run(out, in[0], axis, Kernels::sum);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return Tensor.apply(new Movement.Repeat(in[0].shape(), in[0].shape().axis(axis)), gradient);
        }
    }

    record LogSumExp(int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].without(axis);
        }

        @Override
        public void value(Output out, Tensor... in) {
            run(out, in[0], axis, Kernels::logSumExp);
        }

        /** g times the softmax. */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return keepingAxis(gradient, in[0].shape(), axis).mul(in[0].softmax(axis));
        }
    }

    /** exp(x) / sum of exp(x); all 0 where all x are -infinity. */
    record Softmax(int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            run(out, in[0], axis, Kernels::softmax);
        }

        /** y (g - sum(g y)). */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            Tensor weighted = gradient.mul(out);
            return weighted.sub(out.mul(keepingAxis(weighted.sum(axis), in[0].shape(), axis)));
        }
    }

    /** The sums up to each element of an axis, or from it on, one after the other: each is the other's adjoint. */
    record CumulativeSum(int axis, boolean reversed) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            run(
                    out,
                    in[0],
                    axis,
                    (kernels, x, to, outer, n, inner, unused) ->
                            kernels.cumulativeSum(x, to, outer, n, inner, reversed));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return Tensor.apply(new CumulativeSum(axis, !reversed), gradient);
        }
    }

    record ArgMax(int axis) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].without(axis);
        }

        @Override
        public void value(Output out, Tensor... in) {
            run(out, in[0], axis, (kernels, x, to, outer, n, inner, unused) -> kernels.argMax(x, to, outer, n, inner));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}
