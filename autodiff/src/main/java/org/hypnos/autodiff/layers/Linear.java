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
        /**
         * {@return a new parameter}
         *
         * @param name of the parameter, such as {@code hidden/weight}
         * @param shape of the parameter
         * @param initializer how it begins
         */
        Parameter create(String name, Shape shape, Initializer initializer);
    }

    /**
     * {@return a map with Glorot's weights and zero biases}
     *
     * @param maker of the two parameters
     * @param name of the map, whose parameters are called {@code name/weight} and {@code name/bias}
     * @param inputs how many numbers a row has
     * @param outputs how many it is mapped to
     */
    public static Linear create(Maker maker, String name, int inputs, int outputs) {
        return create(maker, name, inputs, outputs, Initializer.zeros());
    }

    /**
     * {@return a map with Glorot's weights}
     *
     * @param maker of the two parameters
     * @param name of the map, whose parameters are called {@code name/weight} and {@code name/bias}
     * @param inputs how many numbers a row has
     * @param outputs how many it is mapped to
     * @param biases how they begin
     */
    public static Linear create(Maker maker, String name, int inputs, int outputs, Initializer biases) {
        return create(maker, name, inputs, outputs, Initializer.glorot(), biases);
    }

    /**
     * {@return a map whose parameters begin as told}
     *
     * @param maker of the two parameters
     * @param name of the map, whose parameters are called {@code name/weight} and {@code name/bias}
     * @param inputs how many numbers a row has
     * @param outputs how many it is mapped to
     * @param weights how they begin, [inputs, outputs]
     * @param biases how they begin, [outputs]
     */
    public static Linear create(
            Maker maker, String name, int inputs, int outputs, Initializer weights, Initializer biases) {
        return new Linear(
                maker.create(name + "/weight", Shape.of(inputs, outputs), weights),
                maker.create(name + "/bias", Shape.of(outputs), biases));
    }

    /**
     * {@return the rows [..., outputs] that {@code x} is mapped to}
     *
     * @param parameters through which each parameter is read, such as {@code tape::watch}
     * @param x [..., inputs]
     */
    public Tensor apply(Function<Parameter, Tensor> parameters, Tensor x) {
        return x.affine(parameters.apply(weight), parameters.apply(bias));
    }
}
