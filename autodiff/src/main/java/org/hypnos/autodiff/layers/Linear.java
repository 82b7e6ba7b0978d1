package org.hypnos.autodiff.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * An affine map x weight + bias of rows [..., inputs] to rows [..., outputs].
 *
 * @param weight of shape [inputs, outputs]
 * @param bias of shape [outputs]
 */
public record Linear(Parameter weight, Parameter bias) {
    /** Makes a parameter of a given name, shape and beginning. */
    @FunctionalInterface
    public interface Maker {
        Parameter create(String name, Shape shape, Initializer initializer);
    }

    /** A map with Glorot's weights and zero biases, whose parameters are called {@code name/weight} and {@code name/bias}. */
    public static Linear create(Maker maker, String name, int inputs, int outputs) {
        return create(maker, name, inputs, outputs, Initializer.zeros());
    }

    public static Linear create(Maker maker, String name, int inputs, int outputs, Initializer biases) {
        return create(maker, name, inputs, outputs, Initializer.glorot(), biases);
    }

    public static Linear create(
            Maker maker, String name, int inputs, int outputs, Initializer weights, Initializer biases) {
        return new Linear(
                maker.create(name + "/weight", Shape.of(inputs, outputs), weights),
                maker.create(name + "/bias", Shape.of(outputs), biases));
    }

    /** The map of {@code x}, with each parameter read through {@code parameters}. */
    public Tensor apply(Function<Parameter, Tensor> parameters, Tensor x) {
        return x.affine(parameters.apply(weight), parameters.apply(bias));
    }
}
