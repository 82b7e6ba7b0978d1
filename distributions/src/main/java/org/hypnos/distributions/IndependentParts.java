package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Tensor;

/** An {@link Independent} without capabilities, and those with all that the commonest distributions have. */
record IndependentParts(Distribution base, int axes) implements Independent {
    private static final Capabilities<Independent> CAPABILITIES = Capabilities.of(Independent.class)
            .when(Reparameterized.class, SameDraws.Pathwise.class)
            .when(Moments.class, SameDraws.WithMoments.class)
            .when(Mode.class, SameDraws.WithMode.class)
            .when(Entropy.class, WithEntropy.class);

    IndependentParts {
        checkAxes(base, axes);
    }

    private static void checkAxes(Distribution base, int axes) {
        checkArgument(
                axes > 0 && axes <= base.batchShape().rank(),
                "cannot read %s axes of batch shape %s as an event",
                axes,
                base.batchShape());
    }

    /** The combination with what applies; where that is everything, a class says it without a proxy. */
    static Independent of(Distribution base, int axes) {
        if (base instanceof Moments && base instanceof Mode && base instanceof Entropy) {
            return base instanceof Reparameterized ? new FullPathwise(base, axes) : new Full(base, axes);
        }
        return CAPABILITIES.combination(base, new IndependentParts(base, axes));
    }

    @Override
    public String toString() {
        return string(this);
    }

    private static String string(Independent independent) {
        return "Independent[base=" + independent.base() + ", axes=" + independent.axes() + "]";
    }

    /** Over a base with an entropy. */
    interface WithEntropy extends Independent, Entropy {
        @Override
        default Tensor entropy() {
            return ((Entropy) base()).entropy().sumLast(axes());
        }
    }

    private record Full(Distribution base, int axes) implements SameDraws.WithMoments, SameDraws.WithMode, WithEntropy {
        Full {
            checkAxes(base, axes);
        }

        @Override
        public String toString() {
            return string(this);
        }
    }

    private record FullPathwise(Distribution base, int axes)
            implements SameDraws.Pathwise, SameDraws.WithMoments, SameDraws.WithMode, WithEntropy {
        FullPathwise {
            checkAxes(base, axes);
        }

        @Override
        public String toString() {
            return string(this);
        }
    }
}
