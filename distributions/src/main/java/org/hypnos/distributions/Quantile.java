package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers whose distribution function can be inverted. */
public interface Quantile extends Cumulative {
    /**
     * {@return the least number whose distribution function reaches {@code probability}}
     *
     * @param probability from 0 to 1; broadcasts with the batch
     */
    Tensor quantile(Tensor probability);
}
