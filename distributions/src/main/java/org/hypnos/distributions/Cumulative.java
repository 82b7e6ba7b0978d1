package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers with a known distribution function. */
public interface Cumulative extends Distribution {
    /** The probability of a draw of at most {@code value}; it broadcasts with the batch. */
    Tensor cdf(Tensor value);
}
