package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * {@link #base} whose log-probability counts where {@link #mask} is 1, and is 0 where it is 0; draws are the base's.
 *
 * <p>log p(x) = mask * log base(x): for data of which some are missing, and sequences of unequal length. Values that do not
 * count are in the support all the same: fill gaps with any number of it. Where the mask is 0 this is no normalised
 * distribution, and its entropy, E[-log p(x)], is 0. It is reparameterised, and has mean, variance, mode, distribution
 * function and quantiles, if its base does.
 */
public interface Masked extends SameDraws {
    @Override
    Distribution base();

    /** {@return zeros and ones that broadcast to the base's batch shape} */
    Tensor mask();

    /**
     * {@return a distribution of which only some elements of the batch count}
     *
     * @param base what is masked
     * @param mask zeros and ones of a shape that broadcasts to the base's batch shape
     * @throws IllegalArgumentException if the mask's shape does not, or, where assertions are enabled, if it has other numbers
     */
    static Masked of(Distribution base, Tensor mask) {
        return MaskedParts.CAPABILITIES.combination(base, new MaskedParts(base, mask));
    }

    @Override
    default Shape batchShape() {
        return base().batchShape();
    }

    @Override
    default Shape eventShape() {
        return base().eventShape();
    }

    @Override
    default Tensor logProb(Tensor value) {
        return MaskedParts.counted(mask(), base().logProb(value));
    }
}
