package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers whose distribution function can be inverted. */
public interface Quantile extends Cumulative {
    /** The least number whose distribution function reaches {@code probability}; it broadcasts with the batch. */
    Tensor quantile(Tensor probability);
}
