package org.hypnos.distributions.layers;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Numbers;

/**
 * A layer of real units that are independent and normal given the layer above; its draws are reparameterised. A network makes
 * their means, and numbers that {@code positive} turns into their standard deviations.
 *
 * @param network from the layer above to 2 numbers for each unit: all means, then all for the deviations
 * @param positive such as {@link Monotone.Softplus} or {@link Monotone.Exp}
 */
public record DiagonalGaussian(Mlp network, Monotone positive) implements Layer {
    /**
     * Checks the count of outputs and that deviations are positive.
     *
     * @param network with an even count of outputs
     * @param positive of codomain {@link Numbers.Positive}
     * @throws IllegalArgumentException if a check fails
     */
    public DiagonalGaussian {
        int outputs = network.outputs();
        checkArgument(outputs % 2 == 0, "DiagonalGaussian needs 2 outputs for each unit, found %s in all", outputs);
        checkArgument(
                positive.codomain() instanceof Numbers.Positive,
                "DiagonalGaussian needs deviations of positive numbers, found %s, which gives %s",
                positive,
                positive.codomain());
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        Tensor made = network.apply(parameters, above);
        int units = made.shape().dim(-1) / 2;
        Tensor location = made.slice(-1, 0, units);
        Tensor scale = positive.forward(made.slice(-1, units, 2 * units));
        return new Normal(location, scale).toEvent(1);
    }
}
