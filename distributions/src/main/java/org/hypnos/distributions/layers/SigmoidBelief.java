package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;

/**
 * A layer of binary units that are independent given the layer above y: unit i is one with probability sigmoid((y weight +
 * bias)_i) (Neal 1992, "Connectionist learning of belief networks").
 *
 * @param logits from the units above to those of this layer
 */
public record SigmoidBelief(Linear logits) implements Layer {
    /** How biases begin in the code published with Bornschein and Bengio 2015. */
    static final Initializer BIASES = Initializer.constant(-1);

    /**
     * {@return a layer that begins with {@link Initializer#reference} weights and biases of -1}
     *
     * @param maker what makes parameters, such as {@code store::create}
     * @param name of the layer, which its parameters' names begin with: {@code name/weight} and {@code name/bias}
     * @param above how many units the layer above has
     * @param units how many units the layer has
     */
    public static SigmoidBelief create(Linear.Maker maker, String name, int above, int units) {
        return new SigmoidBelief(Linear.create(maker, name, above, units, Initializer.reference(), BIASES));
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        return new Bernoulli(logits.apply(parameters, above)).toEvent(1);
    }

    /**
     * Independent binary units with trained probabilities.
     *
     * @param bias [units]
     */
    public record Top(Parameter bias) implements TopLayer {
        /**
         * {@return a layer whose biases begin at -1}
         *
         * @param maker what makes parameters, such as {@code store::create}
         * @param name of the layer, which its parameters' names begin with: {@code name/bias}
         * @param units how many units the layer has
         */
        public static Top create(Linear.Maker maker, String name, int units) {
            return new Top(maker.create(name + "/bias", Shape.of(units), BIASES));
        }

        @Override
        public Distribution distribution(Function<Parameter, Tensor> parameters) {
            return new Bernoulli(parameters.apply(bias)).toEvent(1);
        }
    }
}
