package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The extent of each axis of a tensor; the last axis is contiguous in memory.
 *
 * <p>A negative axis counts from the last one, so that {@code dim(-1)} is the last extent.
 */
public final class Shape {
    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape();

    private final int[] dims;
    private final int size;

    private Shape(int... dims) {
        this.dims = dims;
        int product = 1;
        for (int dim : dims) {
            product = Math.multiplyExact(product, dim);
        }
        this.size = product;
    }

    /** The shape with these extents, each at least one. */
    public static Shape of(int... dims) {
        for (int dim : dims) {
            checkArgument(dim > 0, "every extent of a shape must be positive, found %s", Arrays.toString(dims));
        }
        return new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** {@code axis} counted from the first one. */
    public int axis(int axis) {
        int counted = axis < 0 ? axis + dims.length : axis;
        checkArgument(counted >= 0 && counted < dims.length, "shape %s has no axis %s", this, axis);
        return counted;
    }

    /** The first {@code n} axes. */
    public Shape prefix(int n) {
        checkArgument(n >= 0 && n <= rank(), "shape %s has no prefix of %s axes", this, n);
        return n == rank() ? this : new Shape(Arrays.copyOf(dims, n));
    }

    /** The last {@code n} axes. */
    public Shape suffix(int n) {
        checkArgument(n >= 0 && n <= rank(), "shape %s has no suffix of %s axes", this, n);
        return n == rank() ? this : new Shape(Arrays.copyOfRange(dims, rank() - n, rank()));
    }

    public Shape concat(Shape tail) {
        int[] all = Arrays.copyOf(dims, rank() + tail.rank());
        System.arraycopy(tail.dims, 0, all, rank(), tail.rank());
        return new Shape(all);
    }

    /** This shape with another extent at {@code axis}. */
    public Shape with(int axis, int extent) {
        int[] changed = dims.clone();
        changed[axis(axis)] = extent;
        return of(changed);
    }

    /** This shape without {@code axis}. */
    public Shape without(int axis) {
        int at = axis(axis);
        return prefix(at).concat(suffix(rank() - at - 1));
    }

    /** The number of elements from one index of {@code axis} to the next. */
    public int stride(int axis) {
        int stride = 1;
        for (int i = axis(axis) + 1; i < rank(); i++) {
            stride *= dims[i];
        }
        return stride;
    }

    /** Whether the last axes of this shape are {@code tail}. */
    public boolean endsWith(Shape tail) {
        return tail.rank() <= rank() && Arrays.equals(dims, rank() - tail.rank(), rank(), tail.dims, 0, tail.rank());
    }

    /** Whether a tensor of this shape can be repeated to {@code target}: aligned at the last axis, each extent equal or one. */
    public boolean broadcastsTo(Shape target) {
        if (rank() > target.rank()) {
            return false;
        }
        for (int i = 1; i <= rank(); i++) {
            if (dim(-i) != target.dim(-i) && dim(-i) != 1) {
                return false;
            }
        }
        return true;
    }

    /** The shape that this and {@code other} broadcast to: aligned at the last axis, extents equal or one. */
    public Shape broadcast(Shape other) {
        if (equals(other)) {
            return this;
        }
        int rank = Math.max(rank(), other.rank());
        int[] joint = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int mine = i <= rank() ? dim(-i) : 1;
            int theirs = i <= other.rank() ? other.dim(-i) : 1;
            checkArgument(
                    mine == theirs || mine == 1 || theirs == 1,
                    "cannot broadcast %s with %s: axis %s from the end has extents %s and %s",
                    this,
                    other,
                    i,
                    mine,
                    theirs);
            joint[rank - i] = mine == 1 ? theirs : mine;
        }
        return new Shape(joint);
    }

    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
