package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/** A primitive some of whose gradients are matrix products that can be left as their factors. */
interface Factored extends Op {
    /** The factors of {@link #vjp} for {@code in[i]}; null if that is no product. */
    GradientTerm.@Nullable Factors factors(int i, ScaledRows gradient, Tensor... in);
}
