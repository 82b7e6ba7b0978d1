package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers with a known distribution function. */
public interface Cumulative extends Distribution {
    /**
     * {@return the probability of a draw of at most {@code value}}
     *
     * @param value inside the support or outside; broadcasts with the batch
     */
    Tensor cdf(Tensor value);
}
