package org.hypnos.autodiff.layers;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;

/**
 * A multilayer perceptron: affine maps of rows, with an activation between them and none behind the last.
 *
 * @param layers at least one, each with as many inputs as the one before has outputs
 * @param activation a function of each layer's outputs but the last one's; keeps their shape
 */
public record Mlp(ImmutableList<Linear> layers, UnaryOperator<Tensor> activation) {
    /**
     * Checks that the layers fit.
     *
     * @param layers from the inputs to the outputs
     * @param activation not checked
     * @throws IllegalArgumentException if there is no layer, or one takes another number of inputs than the one before
     *     gives
     */
    public Mlp {
        checkArgument(!layers.isEmpty(), "a multilayer perceptron needs a layer");
        for (int i = 1; i < layers.size(); i++) {
            int outputs = layers.get(i - 1).weight().shape().dim(1);
            int inputs = layers.get(i).weight().shape().dim(0);
            checkArgument(
                    outputs == inputs, "layer %s takes %s inputs, but layer %s gives %s", i, inputs, i - 1, outputs);
        }
    }

    /**
     * {@return a perceptron whose biases begin at zero} {@link Initializer#he} fits {@code x -> x.max(0)},
     * {@link Initializer#glorot} fits {@code Tensor::tanh}.
     *
     * @param maker of the parameters
     * @param name of the perceptron, whose layer i, from 0, is called {@code name/i}
     * @param weights how those of each layer begin
     * @param activation between the layers
     * @param sizes of the rows from the inputs to the outputs, at least two
     */
    public static Mlp create(
            Linear.Maker maker, String name, Initializer weights, UnaryOperator<Tensor> activation, int... sizes) {
        checkArgument(
                sizes.length >= 2,
                "'%s' needs the sizes of its inputs and outputs, found %s",
                name,
                Arrays.toString(sizes));
        ImmutableList.Builder<Linear> layers = ImmutableList.builder();
        for (int i = 1; i < sizes.length; i++) {
            String layer = name + "/" + (i - 1);
            layers.add(Linear.create(maker, layer, sizes[i - 1], sizes[i], weights, Initializer.zeros()));
        }
        return new Mlp(layers.build(), activation);
    }

    /** {@return how many numbers the last layer gives} */
    public int outputs() {
        return layers.get(layers.size() - 1).weight().shape().dim(1);
    }

    /**
     * {@return the outputs [..., last size]}
     *
     * @param parameters through which each parameter is read, such as {@code tape::watch}
     * @param x the inputs [..., first size]
     */
    public Tensor apply(Function<Parameter, Tensor> parameters, Tensor x) {
        Tensor y = layers.get(0).apply(parameters, x);
        for (Linear layer : layers.subList(1, layers.size())) {
            y = layer.apply(parameters, activation.apply(y));
        }
        return y;
    }
}
