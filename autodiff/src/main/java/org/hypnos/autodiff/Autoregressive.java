package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.internal.kernels.Nade;
import org.jspecify.annotations.Nullable;

/**
 * Binary units [..., n] whose logits depend on the units before them: draws, one unit after the other, and what a neural
 * autoregressive estimator scores by. Draws are constants, made of uniform numbers by the very logits that score them.
 */
public final class Autoregressive {
    private Autoregressive() {}

    /**
     * Draws unit by unit: unit i is one where uniform i is below sigmoid(logit i + sum of weights[j, i] over the units
     * j before i that are one), else zero. These are the logits {@code logits + draw.matmul(weights.upperTriangle(1))}.
     *
     * @param uniform [..., n]
     * @param logits of a shape that broadcasts to that of the uniform numbers
     * @param weights [n, n], of which only what is above the diagonal counts
     * @return the units [..., n], a constant
     */
    public static Tensor draw(Tensor uniform, Tensor logits, Tensor weights) {
        Tensor u = uniform.detach();
        return Tensor.apply(new Draw(), u, repeatable(logits.detach(), u.shape()), weights.detach());
    }

    /**
     * Computes what hidden units add to the logit of each unit i: output[., i] times sigmoid(bias + sum of x_j input[j]
     * over the units j before i) (Larochelle and Murray 2011, "The neural autoregressive distribution estimator").
     * Costs n hidden units a row, and a sigmoid of them for each unit that is not zero.
     *
     * @param x [..., n]
     * @param bias [..., hidden], whose leading axes broadcast with those of x
     * @param input [n, hidden]
     * @param output [hidden, n]
     * @return [..., n], with the leading axes that those of x and of the bias broadcast to
     */
    public static Tensor nadeLogits(Tensor x, Tensor bias, Tensor input, Tensor output) {
        Shape batch = leading(x.shape()).broadcast(leading(bias.shape()));
        Tensor rows = x.broadcastTo(batch.concat(x.shape().suffix(1)));
        Net net = Net.of(batch, bias, input, output);
        return Tensor.apply(new NadeLogits(net.nade()), rows, net.numbers());
    }

    /**
     * Draws unit by unit: unit i is one where uniform i is below sigmoid(logit i), else zero, with the logits
     * {@code logits + nadeLogits(draw, bias, input, output)}.
     *
     * @param uniform [..., n]
     * @param logits of a shape that broadcasts to that of the uniform numbers
     * @param bias [..., hidden], whose leading axes broadcast to those of the uniform numbers
     * @param input [n, hidden]
     * @param output [hidden, n]
     * @return the units [..., n], a constant
     */
    public static Tensor nadeDraw(Tensor uniform, Tensor logits, Tensor bias, Tensor input, Tensor output) {
        Tensor u = uniform.detach();
        Net net = Net.of(leading(u.shape()), bias.detach(), input.detach(), output.detach());
        return Tensor.apply(new NadeDraw(net.nade()), u, repeatable(logits.detach(), u.shape()), net.numbers());
    }

    /** All numbers of an estimator in one tensor, so that all their gradients come from one pass. */
    private record Net(Nade nade, Tensor numbers) {
        static Net of(Shape batch, Tensor bias, Tensor input, Tensor output) {
            checkArgument(
                    input.shape().rank() == 2
                            && output.shape().equals(input.shape().permuted(1, 0))
                            && bias.shape().suffix(1).equals(input.shape().suffix(1)),
                    "a neural autoregressive estimator needs weights [units, hidden] and [hidden, units] and biases"
                            + " [..., hidden], found %s, %s and %s",
                    input.shape(),
                    output.shape(),
                    bias.shape());
            int width = input.shape().dim(1) + Nade.padding(input.shape().dim(1));
            Tensor biases = padded(repeatable(bias, batch.concat(bias.shape().suffix(1))));
            Nade nade = new Nade(input.shape().dim(0), width, biases.shape().size() / width);
            return new Net(nade, Tensor.concat(0, flat(padded(input)), flat(padded(output.transpose())), flat(biases)));
        }

        private static Tensor padded(Tensor rows) {
            int padding = Nade.padding(rows.shape().dim(-1));
            return padding == 0
                    ? rows
                    : Tensor.concat(-1, rows, rows.filled(rows.shape().with(-1, padding), 0));
        }

        private static Tensor flat(Tensor tensor) {
            return tensor.unnamed().reshape(Shape.of(tensor.shape().size()));
        }
    }

    private static Shape leading(Shape shape) {
        return shape.prefix(shape.rank() - 1);
    }

    /** {@code tensor} as blocks that repeat along {@code shape}. */
    private static Tensor repeatable(Tensor tensor, Shape shape) {
        return shape.endsWith(tensor.shape()) ? tensor : tensor.broadcastTo(shape);
    }

    private static int rows(Tensor tensor) {
        return tensor.shape().size() / tensor.shape().dim(-1);
    }

    private record Draw() implements Op {
        @Override
        public Shape shape(Shape... in) {
            int n = in[0].dim(-1);
            checkArgument(in[2].equals(Shape.of(n, n)), "%s units need weights [%s, %s], found %s", n, n, n, in[2]);
            return in[0].broadcast(in[1]);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-1);
            Object sums = out.scratch(n);
            out.kernels()
                    .drawAutoregressive(
                            in[0].array(),
                            in[1].array(),
                            rows(in[1]),
                            in[2].array(),
                            out.array(),
                            rows(in[0]),
                            n,
                            sums);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }

    private record NadeDraw(Nade nade) implements Op {
        @Override
        public Shape shape(Shape... in) {
            requireUnits(nade, in[0]);
            return in[0].broadcast(in[1]);
        }

        @Override
        public void value(Output out, Tensor... in) {
            Object states = out.scratch(nade.hidden());
            Object sums = out.scratch(nade.hidden());
            out.kernels()
                    .nadeDraw(
                            nade,
                            in[0].array(),
                            in[1].array(),
                            rows(in[1]),
                            in[2].array(),
                            out.array(),
                            rows(in[0]),
                            states,
                            sums);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }

    private static void requireUnits(Nade nade, Shape x) {
        checkArgument(x.dim(-1) == nade.units(), "the net has %s units, found %s", nade.units(), x);
    }

    /** From {@code in[0]} = x and {@code in[1]}, the numbers of the net. */
    private record NadeLogits(Nade nade) implements Op {
        @Override
        public Shape shape(Shape... in) {
            requireUnits(nade, in[0]);
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            Object states = out.scratch((nade.units() + 1) * nade.hidden());
            out.kernels().nadeLogits(nade, in[0].array(), in[1].array(), out.array(), rows(in[0]), states);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            if (i == 1) {
                return Tensor.apply(new NadeGradient(nade, null), gradient, in[0], in[1]);
            }
            Tensor toX = gradient.filled(in[0].shape(), 0);
            Tensor unused = Tensor.apply(new NadeGradient(nade, toX), gradient, in[0], in[1]);
            return toX;
        }
    }

    /**
     * The gradient for the net from {@code in[0]}, that for the logits, {@code in[1]} = x and {@code in[2]}, the net.
     *
     * @param toX where to write the gradient for x; null if nobody asks for it
     */
    private record NadeGradient(Nade nade, @Nullable Tensor toX) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[2];
        }

        @Override
        public void value(Output out, Tensor... in) {
            Object states = out.scratch((nade.units() + 1) * nade.hidden());
            Object flow = out.scratch(2 * nade.hidden());
            Object values = toX == null ? null : toX.array();
            out.kernels()
                    .nadeGradient(
                            nade,
                            in[1].array(),
                            in[2].array(),
                            in[0].array(),
                            out.array(),
                            values,
                            rows(in[1]),
                            states,
                            flow);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            throw new IllegalStateException("gradients are of first order only");
        }
    }
}
