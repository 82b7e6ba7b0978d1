package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.Kernels;

/**
 * The primitives that take an axis away. The order of additions is part of the contract: along the last axis of memory
 * sixteen partial sums (element k joins sum k mod 16) and a fixed tree, along any other axis one after the other.
 */
final class Reduce {
    private Reduce() {}

    private interface Kernel {
        void run(Kernels<Object> kernels, Object x, Object out, int outer, int n, int inner);
    }

    private static void run(Output out, Tensor x, int axis, Kernel kernel) {
        int n = x.shape().dim(axis);
        int inner = x.shape().stride(axis);
        kernel.run(out.kernels(), x.array(), out.array(), x.shape().size() / (n * inner), n, inner);
    }

    /** {@code reduced} with the axis that was taken away back at extent one, so that it broadcasts to {@code shape}. */
    private static Tensor keepingAxis(Tensor reduced, Shape shape, int axis) {
        return reduced.reshape(shape.with(axis, 1));
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
            return keepingAxis(gradient, in[0].shape(), axis).broadcastTo(in[0].shape());
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

        /** g * exp(x - y): the softmax. Zero where y is -infinity, that is where no x has weight. */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            Tensor y = keepingAxis(out, in[0].shape(), axis);
            Tensor empty = y.equal(y.constant(Double.NEGATIVE_INFINITY));
            Tensor softmax = in[0].sub(empty.where(y.constant(0), y)).exp();
            return keepingAxis(gradient, in[0].shape(), axis).mul(softmax);
        }
    }
}
