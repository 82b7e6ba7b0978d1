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

    /** Zeros and ones; it broadcasts to the base's batch shape. */
    Tensor mask();

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
