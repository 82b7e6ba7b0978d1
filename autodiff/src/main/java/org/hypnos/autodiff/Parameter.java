package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** A named cell whose numbers training changes: the one mutable number there is. */
public final class Parameter {
    private final String name;
    private final Tensor live;

    public Parameter(String name, Tensor initial) {
        this.name = name;
        this.live = initial.copy();
    }

    public String name() {
        return name;
    }

    public Shape shape() {
        return live.shape();
    }

    public DType dtype() {
        return live.dtype();
    }

    /** The numbers as they stand; later changes do not touch the returned tensor. */
    public Tensor value() {
        return live.copy();
    }

    /** Takes over the numbers of {@code next}. */
    public void set(Tensor next) {
        checkArgument(
                next.shape().equals(shape()) && next.dtype() == dtype(),
                "parameter '%s' is %s %s, found %s %s",
                name,
                shape(),
                dtype(),
                next.shape(),
                next.dtype());
        live.kernels().copy(next.array(), 0, 1, live.array(), 0, shape().size());
    }

    /** The cell itself: valid as a constant only while nothing moves it. */
    Tensor live() {
        return live;
    }

    @Override
    public String toString() {
        return name + shape();
    }
}
