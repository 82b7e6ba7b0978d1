package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/** A primitive some of whose gradients are rows with a factor each, which a matrix product can take as they are. */
interface RowScaling extends Op {
    /** {@link #vjp} as rows and factors; null if it is nothing of the kind. */
    @Nullable
    ScaledRows scaled(int i, Tensor gradient, Tensor... in);
}
