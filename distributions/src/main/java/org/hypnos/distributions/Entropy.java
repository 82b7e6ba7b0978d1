package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution whose entropy has a closed form. */
public interface Entropy extends Distribution {
    /** {@return E[-log p(x)] in nats, of the batch's shape; of continuous distributions the differential entropy} */
    Tensor entropy();
}
