package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * A distribution with mean and variance, both of shape {@code batchShape + eventShape}; infinite where they diverge, NaN where
 * they are undefined.
 */
public interface Moments extends Distribution {
    /** {@return the expectation of each number of an event} */
    Tensor mean();

    /** {@return the expected squared distance of each number of an event from its mean} */
    Tensor variance();
}
