package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution with mean and variance, both of shape {@code batchShape + eventShape}; infinite where they diverge. */
public interface Moments extends Distribution {
    Tensor mean();

    Tensor variance();
}
