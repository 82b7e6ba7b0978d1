package org.hypnos.distributions.layers;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.MultivariateNormal;

/**
 * A layer of n real units that are jointly normal given the layer above; its draws are reparameterised. A network makes their
 * means, and the numbers that {@code factor} turns into Cholesky's factor of their covariance.
 *
 * @param network from the layer above to n (n + 3) / 2 numbers: all means, then the factor's lower triangle row by row
 * @param factor such as {@code new LowerCholesky(new Monotone.Softplus())}
 */
public record FullGaussian(Mlp network, LowerCholesky factor) implements Layer {
    /**
     * Checks the count of outputs.
     *
     * @param network with n (n + 3) / 2 outputs for n units
     * @param factor of any diagonal
     * @throws IllegalArgumentException if there is no such n
     */
    public FullGaussian {
        int outputs = network.outputs();
        int n = units(outputs);
        checkArgument(
                n > 0 && n * (n + 3) / 2 == outputs,
                "FullGaussian needs n (n + 3) / 2 outputs for n units: 2, 5, 9, 14, ..., found %s",
                outputs);
    }

    private static int units(int outputs) {
        return (int) ((Math.sqrt(9 + 8.0 * outputs) - 3) / 2);
    }

    @Override
    public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
        Tensor made = network.apply(parameters, above);
        int units = units(network.outputs());
        Tensor location = made.slice(-1, 0, units);
        Tensor triangle = made.slice(-1, units, network.outputs());
        return new MultivariateNormal(location, factor.forward(triangle));
    }
}
