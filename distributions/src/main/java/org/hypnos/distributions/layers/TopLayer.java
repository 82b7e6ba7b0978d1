package org.hypnos.distributions.layers;

import java.util.function.Function;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** A distribution over a vector of units that depends on no other layer, and whose parameters are trained. */
public interface TopLayer {
    /**
     * {@return the distribution of the units, of batch shape [] and event shape [units]}
     *
     * @param parameters how a parameter is read, such as {@code context::param}
     */
    Distribution distribution(Function<Parameter, Tensor> parameters);
}
