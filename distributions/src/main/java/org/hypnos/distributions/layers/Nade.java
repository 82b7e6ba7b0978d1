package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.Distribution;

/**
 * A neural autoregressive distribution estimator: a layer of binary units that depend on the layer above, and on the units
 * before them through hidden units; see {@link NeuralAutoregressiveBernoulli}. The layer above gives the biases of both
 * (Larochelle and Murray 2011; conditional as in Bornschein and Bengio 2015).
 *
 * @param logits from the units above to those of this layer
 * @param hidden from the units above to the hidden units
 * @param net between the units of this layer
 */
public record Nade(Linear logits, Linear hidden, Net net) implements Layer {
    /**
     * The weights that units see each other by.
     *
     * @param input [units, hidden]
     * @param output [hidden, units]
     */
    public record Net(Parameter input, Parameter output) {
        /** Weights that begin as {@link Initializer#reference}. */
        static Net create(Linear.Maker maker, String name, int units, int hidden) {
            return new Net(
                    maker.create(name + "/input", Shape.of(units, hidden), Initializer.reference()),
                    maker.create(name + "/output", Shape.of(hidden, units), Initializer.reference()));
        }

        Distribution distribution(Function<Parameter, Tensor> parameters, Tensor logits, Tensor hidden) {
            return new NeuralAutoregressiveBernoulli(logits, hidden, parameters.apply(input), parameters.apply(output));
        }
    }

    /**
     * {@return a layer that begins with {@link Initializer#reference} weights and biases of zero}
     *
     * @param maker what makes parameters, such as {@code store::create}
     * @param name of the layer, which its parameters' names begin with: weights and biases of {@code name} and {@code
     *     name/hidden}, and {@code name/input} and {@code name/output}
     * @param above how many units the layer above has
     * @param hidden how many hidden units stand between the layer's units
     * @param units how many units the layer has
     */
    public static Nade create(Linear.Maker maker, String name, int above, int hidden, int units) {
        Initializer weights = Initializer.reference();
        return new Nade(
                Linear.create(maker, name, above, units, weights, Initializer.zeros()),
                Linear.create(maker, name + "/hidden", above, hidden, weights, Initializer.zeros()),
                Net.create(maker, name, units, hidden));
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        return net.distribution(parameters, logits.apply(parameters, above), hidden.apply(parameters, above));
    }

    /**
     * Units that depend on those before them alone.
     *
     * @param bias [units]
     * @param hidden [hidden], the biases of the hidden units
     * @param net between the units of this layer
     */
    public record Top(Parameter bias, Parameter hidden, Net net) implements TopLayer {
        /**
         * {@return a layer that begins with {@link Initializer#reference} weights and biases of zero}
         *
         * @param maker what makes parameters, such as {@code store::create}
         * @param name of the layer, which its parameters' names begin with: {@code name/bias}, {@code name/hidden/bias}, {@code
         *     name/input} and {@code name/output}
         * @param hidden how many hidden units stand between the layer's units
         * @param units how many units the layer has
         */
        public static Top create(Linear.Maker maker, String name, int hidden, int units) {
            return new Top(
                    maker.create(name + "/bias", Shape.of(units), Initializer.zeros()),
                    maker.create(name + "/hidden/bias", Shape.of(hidden), Initializer.zeros()),
                    Net.create(maker, name, units, hidden));
        }

        @Override
        public Distribution distribution(Function<Parameter, Tensor> parameters) {
            return net.distribution(parameters, parameters.apply(bias), parameters.apply(hidden));
        }
    }
}
