package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Tensor;

/** An {@link Independent} without capabilities. */
record IndependentParts(Distribution base, int axes) implements Independent {
    static final Capabilities<Independent> CAPABILITIES = Capabilities.of(Independent.class)
            .when(Reparameterized.class, SameDraws.Pathwise.class)
            .when(Moments.class, SameDraws.WithMoments.class)
            .when(Mode.class, SameDraws.WithMode.class)
            .when(Entropy.class, WithEntropy.class);

    IndependentParts {
        checkArgument(
                axes > 0 && axes <= base.batchShape().rank(),
                "cannot read %s axes of batch shape %s as an event",
                axes,
                base.batchShape());
    }

    @Override
    public String toString() {
        return "Independent[base=" + base + ", axes=" + axes + "]";
    }

    /** Over a base with an entropy. */
    interface WithEntropy extends Independent, Entropy {
        @Override
        default Tensor entropy() {
            return ((Entropy) base()).entropy().sumLast(axes());
        }
    }
}
