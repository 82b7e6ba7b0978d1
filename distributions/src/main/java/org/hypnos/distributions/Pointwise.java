package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A function of single numbers that broadcast, in double precision whatever the tensors' own.
 *
 * @param name what messages call it
 * @param derivatives by each argument, as tensors
 */
record Pointwise(String name, Function function, Derivatives derivatives) implements Op {
    interface Function {
        /** The value at {@code x}, an array that is not to be kept. */
        double at(double... x);
    }

    interface Derivatives {
        /** The derivative by argument {@code i}. */
        Tensor by(int i, Tensor... in);
    }

    /** A function whose result is a constant. */
    static Tensor constant(String name, Function function, Tensor... in) {
        Tensor[] constants = new Tensor[in.length];
        for (int i = 0; i < in.length; i++) {
            constants[i] = in[i].detach();
        }
        return Tensor.apply(new Pointwise(name, function, (i, x) -> x[i].constant(0)), constants);
    }

    @Override
    public Shape shape(Shape... in) {
        Shape joint = in[0];
        for (Shape shape : in) {
            joint = joint.broadcast(shape);
        }
        return joint;
    }

    @Override
    public void value(Output out, Tensor... in) {
        Tensor[] repeated = new Tensor[in.length];
        for (int i = 0; i < in.length; i++) {
            repeated[i] = in[i].detach().broadcastTo(out.shape());
        }
        double[] x = new double[in.length];
        out.fill(at -> {
            for (int i = 0; i < x.length; i++) {
                x[i] = repeated[i].get(at);
            }
            return function.at(x);
        });
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return gradient.mul(derivatives.by(i, in));
    }
}
