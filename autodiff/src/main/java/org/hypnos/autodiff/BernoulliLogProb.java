package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The log-probability of values under Bernoullis with given logits, summed over the last {@code axes} axes: the sum of
 * x l - softplus(l), from {@code in[0]} = x and {@code in[1]} = l.
 */
record BernoulliLogProb(int axes) implements Op {
    @Override
    public Shape shape(Shape... in) {
        Shape joint = in[0].broadcast(in[1]);
        checkArgument(
                axes >= 0 && axes <= Math.min(in[0].rank(), in[1].rank()),
                "cannot sum %s axes of values %s under logits %s",
                axes,
                in[0],
                in[1]);
        return joint.prefix(joint.rank() - axes);
    }

    @Override
    public void value(Output out, Tensor... in) {
        Shape joint = in[0].shape().broadcast(in[1].shape());
        Tensor x = repeatable(in[0], joint, axes);
        Tensor l = repeatable(in[1], joint, axes);
        int n = joint.suffix(axes).size();
        int rows = joint.size() / n;
        out.kernels()
                .bernoulliLogProb(
                        x.array(), x.shape().size() / n, l.array(), l.shape().size() / n, out.array(), rows, n);
    }

    /** For l: g (x - sigmoid(l)); for x: g l. */
    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return i == 0 ? spread(gradient).mul(in[1]) : Tensor.apply(new Slope(axes), gradient, in[0], in[1]);
    }

    /** The gradient with its summed axes back at extent one. */
    private Tensor spread(Tensor gradient) {
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        return gradient.reshape(gradient.shape().concat(Shape.of(ones)));
    }

    /** {@code tensor} as rows, of the last {@code axes} axes, that the kernel can repeat one block after the other. */
    private static Tensor repeatable(Tensor tensor, Shape joint, int axes) {
        Tensor constant = tensor.detach();
        int ones = 0;
        while (ones < constant.shape().rank() - axes && constant.shape().dim(ones) == 1) {
            ones++;
        }
        Shape repeated = constant.shape().suffix(constant.shape().rank() - ones);
        return joint.endsWith(repeated) ? constant : constant.broadcastTo(joint);
    }

    /** g (x - sigmoid(l)), from g, x and l: the gradient for the logits. */
    private record Slope(int axes) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[1].broadcast(in[2]);
        }

        @Override
        public void value(Output out, Tensor... in) {
            Tensor x = repeatable(in[1], out.shape(), axes);
            Tensor l = repeatable(in[2], out.shape(), axes);
            int n = out.shape().suffix(axes).size();
            int rows = out.shape().size() / n;
            out.kernels()
                    .bernoulliSlope(
                            in[0].array(),
                            x.array(),
                            x.shape().size() / n,
                            l.array(),
                            l.shape().size() / n,
                            out.array(),
                            rows,
                            n);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            throw new IllegalStateException("gradients are of first order only");
        }
    }
}
