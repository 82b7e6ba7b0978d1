package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/**
 * A gradient as rows, of its last axis, with a factor each.
 *
 * @param scale of the shape of {@code rows} without its last axes; null if all factors are one
 */
record ScaledRows(@Nullable Tensor scale, Tensor rows) {
    /** The gradient multiplied out. */
    Tensor value() {
        if (scale == null) {
            return rows;
        }
        int[] dims = rows.shape().toArray();
        for (int i = scale.shape().rank(); i < dims.length; i++) {
            dims[i] = 1;
        }
        return scale.reshape(Shape.of(dims)).mul(rows);
    }
}
