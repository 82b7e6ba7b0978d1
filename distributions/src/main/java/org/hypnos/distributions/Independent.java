package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * {@link #base} with its last {@link #axes} batch axes read as part of one event.
 *
 * <p>It is reparameterised, and has mean, variance, mode and entropy, if its base does; the entropy is summed as the
 * log-probability is.
 */
public interface Independent extends SameDraws {
    @Override
    Distribution base();

    /** {@return how many batch axes of the base are part of one event} */
    int axes();

    /**
     * {@return {@code base} with its last {@code axes} batch axes read as part of one event}
     *
     * @param base with at least as many batch axes
     * @param axes one or more
     * @throws IllegalArgumentException if the base has fewer batch axes, or {@code axes} is not positive
     */
    static Independent of(Distribution base, int axes) {
        return IndependentParts.of(base, axes);
    }

    @Override
    default Shape batchShape() {
        Shape batch = base().batchShape();
        return batch.prefix(batch.rank() - axes());
    }

    @Override
    default Shape eventShape() {
        return base().batchShape().suffix(axes()).concat(base().eventShape());
    }

    @Override
    default Tensor logProb(Tensor value) {
        return base() instanceof EventSum sum
                ? sum.logProb(value, axes())
                : base().logProb(value).sumLast(axes());
    }
}
