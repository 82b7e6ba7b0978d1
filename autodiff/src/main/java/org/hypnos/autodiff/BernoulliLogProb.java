package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import org.hypnos.autodiff.internal.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * The log-probability of values under Bernoullis with given logits, summed over the last {@code axes} axes: the sum of
 * x l - softplus(l), from {@code in[0]} = x and {@code in[1]} = l. Its absolute error is a few units in the last place of
 * one for each element.
 *
 * @param residual where to write x - sigmoid(l), the gradient for l, which costs little beside the value; null if nobody
 *     asks for it
 */
record BernoulliLogProb(int axes, @Nullable Tensor residual) implements RowScaling, Factored {
    static Tensor of(Tensor x, Tensor l, int axes) {
        Tensor residual = !(l instanceof Recorded)
                ? null
                : Tensor.empty(x.shape().broadcast(l.shape()), l.dtype(), l.workspace());
        return Tensor.apply(new BernoulliLogProb(axes, residual), x, l);
    }

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
        Tensor x = isRepeatable(in[0].shape(), joint) ? in[0] : in[0].detach().broadcastTo(joint);
        Tensor l = isRepeatable(in[1].shape(), joint) ? in[1] : in[1].detach().broadcastTo(joint);
        int n = joint.suffix(axes).size();
        boolean replayed = !(in[1] instanceof Recorded); // then the residual stays that of the recorded logits
        out.kernels()
                .bernoulliLogProb(
                        x.array(),
                        x.shape().size() / n,
                        l.array(),
                        l.shape().size() / n,
                        out.array(),
                        joint.size() / n,
                        n,
                        residual == null || replayed ? null : residual.array(),
                        out.scratch(Kernels.BERNOULLI_SCRATCH));
    }

    /** For x: g l; for l: g (x - sigmoid(l)). */
    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        Tensor rows = i == 0 ? in[1].broadcastTo(in[0].shape().broadcast(in[1].shape())) : requireNonNull(residual);
        return new ScaledRows(gradient, rows).value();
    }

    /** For logits that all rows share: g' (x - sigmoid(l)). */
    @Override
    public GradientTerm.@Nullable Factors factors(int i, ScaledRows gradient, Tensor... in) {
        if (i == 0 || axes != 1 || in[1].shape().rank() != 1 || gradient.scale() != null) {
            return null;
        }
        Tensor rows = requireNonNull(residual);
        return rows.shape().dim(-1) == in[1].shape().size()
                ? new GradientTerm.Factors(in[1].shape(), gradient.rows(), rows, null)
                : null;
    }

    @Override
    public @Nullable ScaledRows scaled(int i, Tensor gradient, Tensor... in) {
        return i == 1 && axes == 1 && residual != null && residual.shape().equals(in[1].shape())
                ? new ScaledRows(gradient, residual)
                : null;
    }

    /** Whether the kernel can repeat rows of {@code shape}, of its last {@code axes} axes, one block after the other. */
    private boolean isRepeatable(Shape shape, Shape joint) {
        int ones = 0;
        while (ones < shape.rank() - axes && shape.dim(ones) == 1) {
            ones++;
        }
        return joint.endsWith(shape.suffix(shape.rank() - ones));
    }

    @Override
    public String name() {
        return "bernoulliLogProb";
    }
}
