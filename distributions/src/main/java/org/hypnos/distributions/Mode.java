package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution with a known most likely event. */
public interface Mode extends Distribution {
    /** {@return an event of the largest log-probability, of shape {@code batchShape + eventShape}; a constant if discrete} */
    Tensor mode();
}
