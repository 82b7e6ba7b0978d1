package org.hypnos.autodiff.layers;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;

/**
 * A multilayer perceptron: affine maps of rows, with {@code activation} between them and none behind the last.
 *
 * @param layers at least one, each with as many inputs as the one before has outputs
 */
public record Mlp(ImmutableList<Linear> layers, UnaryOperator<Tensor> activation) {
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
     * Maps between rows of these {@code sizes}, from the inputs to the outputs, whose biases begin at zero. Layer i is called
     * {@code name/i}. {@link Initializer#he} fits {@code x -> x.max(0)}, {@link Initializer#glorot} fits {@code
     * Tensor::tanh}.
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

    /** How many numbers the last layer gives. */
    public int outputs() {
        return layers.get(layers.size() - 1).weight().shape().dim(1);
    }

    /** The outputs [..., last size] for {@code x} [..., first size], with each parameter read through {@code parameters}. */
    public Tensor apply(Function<Parameter, Tensor> parameters, Tensor x) {
        Tensor y = layers.get(0).apply(parameters, x);
        for (Linear layer : layers.subList(1, layers.size())) {
            y = layer.apply(parameters, activation.apply(y));
        }
        return y;
    }
}
