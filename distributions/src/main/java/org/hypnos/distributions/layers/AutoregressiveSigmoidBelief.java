package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.Distribution;

/**
 * A layer of binary units that depend on the layer above and on the units before them, both by weights: see {@link
 * AutoregressiveBernoulli}. Also known as a fully visible sigmoid belief network given y (Frey 1998) and as a layer of DARN
 * (Gregor, Danihelka, Mnih, Blundell and Wierstra 2014).
 *
 * @param logits from the units above to those of this layer
 * @param lateral [units, units], from the units of this layer (rows) to those behind them
 */
public record AutoregressiveSigmoidBelief(Linear logits, Parameter lateral) implements Layer {
    /**
     * {@return a layer that begins with {@link Initializer#reference} weights and biases of zero}
     *
     * @param maker what makes parameters, such as {@code store::create}
     * @param name of the layer, which its parameters' names begin with: {@code name/weight}, {@code name/bias} and {@code
     *     name/lateral}
     * @param above how many units the layer above has
     * @param units how many units the layer has
     */
    public static AutoregressiveSigmoidBelief create(Linear.Maker maker, String name, int above, int units) {
        return new AutoregressiveSigmoidBelief(
                Linear.create(maker, name, above, units, Initializer.reference(), Initializer.zeros()),
                lateral(maker, name, units));
    }

    private static Parameter lateral(Linear.Maker maker, String name, int units) {
        return maker.create(name + "/lateral", Shape.of(units, units), Initializer.reference());
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        return new AutoregressiveBernoulli(logits.apply(parameters, above), parameters.apply(lateral));
    }

    /**
     * Units that depend on those before them alone.
     *
     * @param bias [units]
     * @param lateral [units, units]
     */
    public record Top(Parameter bias, Parameter lateral) implements TopLayer {
        /**
         * {@return a layer that begins with {@link Initializer#reference} weights and biases of zero}
         *
         * @param maker what makes parameters, such as {@code store::create}
         * @param name of the layer, which its parameters' names begin with: {@code name/bias} and {@code name/lateral}
         * @param units how many units the layer has
         */
        public static Top create(Linear.Maker maker, String name, int units) {
            Parameter bias = maker.create(name + "/bias", Shape.of(units), Initializer.zeros());
            return new Top(bias, AutoregressiveSigmoidBelief.lateral(maker, name, units));
        }

        @Override
        public Distribution distribution(Function<Parameter, Tensor> parameters) {
            return new AutoregressiveBernoulli(parameters.apply(bias), parameters.apply(lateral));
        }
    }
}
