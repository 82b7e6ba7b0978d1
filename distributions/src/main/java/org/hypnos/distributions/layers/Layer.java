package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * A conditional distribution over a vector of units, whose parameters are trained. In a program:
 *
 * <pre>{@code
 * Tensor h2 = context.sample("h2", top.distribution(context::param));
 * Tensor h1 = context.sample("h1", layer.given(context::param, h2));
 * }</pre>
 */
public interface Layer {
    /**
     * {@return the distribution of the units given {@code above}, of batch shape [...] and event shape [units]}
     *
     * @param parameters how a parameter is read, such as {@code context::param}
     * @param above [..., units above]
     */
    Distribution given(Function<Parameter, Tensor> parameters, Tensor above);
}
