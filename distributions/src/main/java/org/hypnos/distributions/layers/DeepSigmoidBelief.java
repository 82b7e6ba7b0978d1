package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;

/**
 * A sigmoid belief layer with a deterministic layer inside: unit i is one with probability sigmoid((d weight + bias)_i), with
 * d = tanh of an affine map of the layer above (DSBN in Bornschein and Bengio 2015). With nothing above it d would be
 * constant, so {@link SigmoidBelief.Top} is its top layer too.
 *
 * @param inner from the units above to the deterministic ones
 * @param logits from these to the units of this layer
 */
public record DeepSigmoidBelief(Linear inner, Linear logits) implements Layer {
    /**
     * {@return a layer that begins with {@link Initializer#reference} weights and biases of -1}
     *
     * @param maker what makes parameters, such as {@code store::create}
     * @param name of the layer, which its parameters' names begin with: {@code name/inner/weight}, {@code name/inner/bias},
     *     {@code name/weight} and {@code name/bias}
     * @param above how many units the layer above has
     * @param deterministic how many deterministic units are inside
     * @param units how many units the layer has
     */
    public static DeepSigmoidBelief create(Linear.Maker maker, String name, int above, int deterministic, int units) {
        Initializer weights = Initializer.reference();
        return new DeepSigmoidBelief(
                Linear.create(maker, name + "/inner", above, deterministic, weights, SigmoidBelief.BIASES),
                Linear.create(maker, name, deterministic, units, weights, SigmoidBelief.BIASES));
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        Tensor deterministic = inner.apply(parameters, above).tanh();
        return new Bernoulli(logits.apply(parameters, deterministic)).toEvent(1);
    }
}
