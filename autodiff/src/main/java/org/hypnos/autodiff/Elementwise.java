package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.MapFunction;
import org.hypnos.autodiff.internal.kernels.ZipFunction;

/** The primitives that work element by element: each one's value and gradient rule, side by side. */
final class Elementwise {
    static final Zip ADD = zip(ZipFunction.ADD, (g, z, x, y) -> g, (g, z, x, y) -> g);
    static final Zip SUB = zip(ZipFunction.SUB, (g, z, x, y) -> g, (g, z, x, y) -> g.neg());
    static final Zip MUL = zip(ZipFunction.MUL, (g, z, x, y) -> g.mul(y), (g, z, x, y) -> g.mul(x));
    static final Zip DIV = zip(
            ZipFunction.DIV,
            (g, z, x, y) -> g.div(y),
            (g, z, x, y) -> g.mul(z).div(y).neg());
    static final Zip MAX =
            zip(ZipFunction.MAX, (g, z, x, y) -> unless(y.greater(x), g), (g, z, x, y) -> where(y.greater(x), g));
    static final Zip MIN =
            zip(ZipFunction.MIN, (g, z, x, y) -> unless(x.greater(y), g), (g, z, x, y) -> where(x.greater(y), g));
    static final Zip POW = zip(
            ZipFunction.POW,
            (g, z, x, y) -> g.mul(y).mul(x.pow(y.sub(1))),
            (g, z, x, y) -> g.mul(z).mul(x.log()));

    static final Op NEG = map(MapFunction.NEG, (g, y, x) -> g.neg());
    static final Op ABS = map(MapFunction.ABS, (g, y, x) -> {
        Tensor zero = x.constant(0);
        return x.greater(zero).where(g, where(zero.greater(x), g.neg()));
    });
    static final Op SQUARE = map(MapFunction.SQUARE, (g, y, x) -> g.mul(x).mul(2));
    static final Op SQRT = map(MapFunction.SQRT, (g, y, x) -> g.div(y.mul(2)));
    static final Op EXP = map(MapFunction.EXP, (g, y, x) -> g.mul(y));
    static final Op EXPM1 = map(MapFunction.EXPM1, (g, y, x) -> g.mul(y.add(1)));
    static final Op LOG = map(MapFunction.LOG, (g, y, x) -> g.div(x));
    static final Op LOG1P = map(MapFunction.LOG1P, (g, y, x) -> g.div(x.add(1)));
    static final Op TANH = map(MapFunction.TANH, (g, y, x) -> g.sub(g.mul(y.square())));
    static final Op SIGMOID = map(MapFunction.SIGMOID, (g, y, x) -> g.mul(y.sub(y.square())));
    static final Op SOFTPLUS = map(MapFunction.SOFTPLUS, (g, y, x) -> g.mul(x.sigmoid()));
    static final Op LOG_SIGMOID =
            map(MapFunction.LOG_SIGMOID, (g, y, x) -> g.mul(x.neg().sigmoid()));

    static final Op ERF =
            map(MapFunction.ERF, (g, y, x) -> g.mul(x.square().neg().exp()).mul(2 / Math.sqrt(Math.PI)));
    static final Op LGAMMA = map(MapFunction.LGAMMA, (g, y, x) -> g.mul(x.digamma()));
    private static final Op TRIGAMMA = map(MapFunction.TRIGAMMA, (g, y, x) -> {
        throw new IllegalStateException("gradients are of first order only");
    });
    static final Op DIGAMMA = map(MapFunction.DIGAMMA, (g, y, x) -> g.mul(Tensor.apply(TRIGAMMA, x)));

    static final Zip GREATER = zip(ZipFunction.GREATER, Elementwise::flat, Elementwise::flat);
    static final Zip EQUAL = zip(ZipFunction.EQUAL, Elementwise::flat, Elementwise::flat);

    private Elementwise() {}

    private interface MapRule {
        Tensor apply(Tensor g, Tensor y, Tensor x);
    }

    private interface ZipRule {
        Tensor apply(Tensor g, Tensor z, Tensor x, Tensor y);
    }

    private static Tensor flat(Tensor g, Tensor z, Tensor x, Tensor y) {
        return g.constant(0);
    }

    private static Tensor where(Tensor condition, Tensor g) {
        return condition.where(g, g.constant(0));
    }

    private static Tensor unless(Tensor condition, Tensor g) {
        return condition.where(g.constant(0), g);
    }

    private static Op map(MapFunction f, MapRule rule) {
        return new Map(f, rule);
    }

    private static Zip zip(ZipFunction f, ZipRule left, ZipRule right) {
        return new Zip(f, left, right);
    }

    private record Map(MapFunction f, MapRule rule) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.kernels().map(f, in[0].array(), out.array(), out.shape().size());
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return rule.apply(gradient, out, in[0]);
        }

        @Override
        public String name() {
            return f.name();
        }
    }

    /** {@code zip} with the same number {@code y} at each element. */
    static Op withNumber(Zip zip, double y) {
        return new WithNumber(zip, y);
    }

    private record WithNumber(Zip zip, double y) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            Object number = out.scratch(1);
            out.kernels().fill(number, 0, 1, y);
            out.kernels()
                    .zip(
                            zip.f(),
                            in[0].array(),
                            0,
                            1,
                            number,
                            0,
                            0,
                            out.array(),
                            0,
                            out.shape().size());
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return switch (zip.f()) {
                case ADD, SUB -> gradient;
                case MUL -> gradient.mul(y);
                case DIV -> gradient.div(y);
                default -> zip.left().apply(gradient, out, in[0], in[0].constant(y));
            };
        }

        @Override
        public String name() {
            return zip.name();
        }
    }

    record Zip(ZipFunction f, ZipRule left, ZipRule right) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].broadcast(in[1]);
        }

        @Override
        public void value(Output out, Tensor... in) {
            Shape shape = out.shape();
            Object x = in[0].array();
            Object y = in[1].array();
            int stepX = Broadcast.stepOfOneRun(in[0].shape(), shape);
            int stepY = Broadcast.stepOfOneRun(in[1].shape(), shape);
            if (stepX >= 0 && stepY >= 0) {
                out.kernels().zip(f, x, 0, stepX, y, 0, stepY, out.array(), 0, shape.size());
            } else {
                runs(out, in[0].shape(), x, in[1].shape(), y);
            }
        }

        private void runs(Output out, Shape shapeX, Object x, Shape shapeY, Object y) {
            Broadcast.runs(
                    out.shape(),
                    shapeX,
                    shapeY,
                    (at, atX, stepX, atY, stepY, n) ->
                            out.kernels().zip(f, x, atX, stepX, y, atY, stepY, out.array(), at, n));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return (i == 0 ? left : right).apply(gradient, out, in[0], in[1]);
        }

        @Override
        public String name() {
            return f.name();
        }
    }
}
