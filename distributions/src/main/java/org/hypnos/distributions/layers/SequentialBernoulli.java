package org.hypnos.distributions.layers;

import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** A distribution over vectors of binary units that are drawn one after the other, each given those before it. */
public interface SequentialBernoulli extends Distribution {
    /**
     * {@return the logit [..., n] of each unit given the units of {@code value} before it}
     *
     * @param value [..., n], whose leading axes broadcast with the batch
     */
    Tensor conditionalLogits(Tensor value);
}
