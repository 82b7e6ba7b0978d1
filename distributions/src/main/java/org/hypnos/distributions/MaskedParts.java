package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Tensor;

/** A {@link Masked} without capabilities. */
record MaskedParts(Distribution base, Tensor mask) implements Masked {
    static final Capabilities<Masked> CAPABILITIES = Capabilities.of(Masked.class)
            .when(Reparameterized.class, SameDraws.Pathwise.class)
            .when(Moments.class, SameDraws.WithMoments.class)
            .when(Mode.class, SameDraws.WithMode.class)
            .when(Quantile.class, SameDraws.WithQuantile.class)
            .when(Cumulative.class, SameDraws.WithCumulative.class)
            .when(Entropy.class, WithEntropy.class);

    MaskedParts {
        checkArgument(
                mask.shape().broadcastsTo(base.batchShape()),
                "Masked's mask has shape %s, which does not broadcast to batch shape %s; is toEvent missing?",
                mask.shape(),
                base.batchShape());
        assert new Numbers.Booleans().require("Masked's mask", mask);
    }

    /** Not by a product, since the logarithm may be -infinity where it does not count. */
    static Tensor counted(Tensor mask, Tensor logProb) {
        return mask.where(logProb, logProb.constant(0));
    }

    @Override
    public String toString() {
        return "Masked[base=" + base + ", mask=" + mask + "]";
    }

    /** Over a base with an entropy. */
    interface WithEntropy extends Masked, Entropy {
        @Override
        default Tensor entropy() {
            return counted(mask(), ((Entropy) base()).entropy());
        }
    }
}
