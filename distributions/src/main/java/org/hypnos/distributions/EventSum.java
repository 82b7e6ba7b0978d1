package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers that can sum the log-probabilities of its last axes while it computes them. */
public interface EventSum extends Distribution {
    /**
     * {@return the log-probability in nats, summed over the last {@code axes} axes}
     *
     * @param value broadcasts with the batch
     * @param axes from 0, which sums none
     */
    Tensor logProb(Tensor value, int axes);

    @Override
    default Tensor logProb(Tensor value) {
        return logProb(value, 0);
    }
}
