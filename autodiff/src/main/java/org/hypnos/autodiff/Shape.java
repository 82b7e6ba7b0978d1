package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The extent of each axis of a tensor, and perhaps what it counts; the last axis is contiguous in memory.
 *
 * <p>A negative axis counts from the last one, so that {@code dim(-1)} is the last extent. Shapes are equal where their
 * extents are; names follow the axes and are compared where shapes meet.
 */
public final class Shape {
    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape();

    final int[] dims;
    final @Nullable Axis @Nullable [] names; // null where no axis has one
    private final int size;
    private int hash; // with names; counted when first asked for
    private ShapeChange.@Nullable Made made; // threads that write at once lose a result, never a right one

    private Shape(int... dims) {
        this(dims, null);
    }

    /** Takes over both arrays. */
    Shape(int[] dims, @Nullable Axis @Nullable [] names) {
        this.dims = dims;
        this.names = names == null || isEmpty(names) ? null : names;
        int product = 1;
        for (int dim : dims) {
            product = Math.multiplyExact(product, dim);
        }
        this.size = product;
    }

    /**
     * {@return the shape with these extents}
     *
     * @param dims the extents, each at least one
     * @throws IllegalArgumentException if one of them is not positive
     */
    public static Shape of(int... dims) {
        return new Shape(requirePositive(dims.clone()));
    }

    static int[] requirePositive(int[] dims) {
        for (int dim : dims) {
            if (dim <= 0) {
                throw new IllegalArgumentException(
                        "every extent of a shape must be positive, found " + Arrays.toString(dims));
            }
        }
        return dims;
    }

    private static boolean isEmpty(@Nullable Axis[] names) {
        for (Axis name : names) {
            if (name != null) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return this shape with names for its first axes, and none for the others}
     *
     * @param first the names, at most as many as there are axes, and each plate once
     * @throws IllegalArgumentException if there are more, or a plate stands twice
     */
    public Shape named(Axis... first) {
        if (first.length > rank()) {
            throw new IllegalArgumentException(Arrays.toString(first) + " are more names than " + this + " has axes");
        }
        return new Shape(dims, checked(Arrays.copyOf(first, rank())));
    }

    /**
     * {@return this shape with every axis labelled {@code name}}
     *
     * @param name which messages show with each extent
     */
    public Shape labelled(String name) {
        return changed(ShapeChange.LABELLED, 0, 0, name);
    }

    /** {@return this shape without names of axes} */
    public Shape unnamed() {
        return names == null ? this : changed(ShapeChange.UNNAMED, 0, 0, null);
    }

    /** What {@code change} makes of this, remembered: steps make the same shapes over and over. */
    private Shape changed(ShapeChange change, int first, int second, @Nullable Object with) {
        ShapeChange.Made all = made;
        Shape known = ShapeChange.Made.find(all, change, first, second, with);
        if (known != null) {
            return known;
        }
        Shape result = change.of(this, first, second, with);
        made = ShapeChange.Made.append(all, change, first, second, with, result);
        return result;
    }

    static @Nullable Axis @Nullable [] checked(@Nullable Axis @Nullable [] names) {
        Axis twice = names == null ? null : repeatedPlate(names);
        checkArgument(twice == null, "'%s' would stand at two axes of one shape", twice);
        return names;
    }

    /** A plate that is the name of two axes; null if there is none. */
    static @Nullable Axis repeatedPlate(@Nullable Axis[] names) {
        for (int i = 1; i < names.length; i++) {
            Axis name = names[i];
            for (int j = 0; j < i && name != null && name.plate(); j++) {
                if (name.equals(names[j])) {
                    return name;
                }
            }
        }
        return null;
    }

    /**
     * {@return what {@code axis} counts; null where that is not said}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public @Nullable Axis name(int axis) {
        return names == null ? null : names[axis(axis)];
    }

    boolean isNamed() {
        return names != null;
    }

    /** {@return the number of axes} */
    public int rank() {
        return dims.length;
    }

    /** {@return the number of elements, the product of the extents} */
    public int size() {
        return size;
    }

    /**
     * {@return the extent of {@code axis}}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /**
     * {@return {@code axis} counted from the first one}
     *
     * @param axis from 0, or from the last axis, which is -1
     * @throws IllegalArgumentException if this shape has no such axis
     */
    public int axis(int axis) {
        int counted = axis < 0 ? axis + dims.length : axis;
        checkArgument(counted >= 0 && counted < dims.length, "shape %s has no axis %s", this, axis);
        return counted;
    }

    /**
     * {@return the first {@code n} axes}
     *
     * @param n from 0 to the rank
     */
    public Shape prefix(int n) {
        checkArgument(n >= 0 && n <= rank(), "shape %s has no prefix of %s axes", this, n);
        return range(0, n);
    }

    /**
     * {@return the last {@code n} axes}
     *
     * @param n from 0 to the rank
     */
    public Shape suffix(int n) {
        checkArgument(n >= 0 && n <= rank(), "shape %s has no suffix of %s axes", this, n);
        return range(rank() - n, rank());
    }

    private Shape range(int from, int to) {
        return to - from == rank() ? this : changed(ShapeChange.RANGE, from, to, null);
    }

    /**
     * {@return the axes of this, followed by those of {@code tail}}
     *
     * @param tail which has no plate of this shape
     */
    public Shape concat(Shape tail) {
        if (rank() == 0 || tail.rank() == 0) {
            return rank() == 0 ? tail : this;
        }
        return changed(ShapeChange.CONCAT, 0, 0, tail);
    }

    /**
     * {@return this shape with another extent at {@code axis}, which keeps its name}
     *
     * @param axis from 0, or from the last axis, which is -1
     * @param extent at least one
     */
    public Shape with(int axis, int extent) {
        return changed(ShapeChange.WITH, axis(axis), extent, null);
    }

    /** This shape with another last axis, which has no name. */
    Shape withLast(int extent) {
        return changed(ShapeChange.WITH_LAST, extent, 0, null);
    }

    /**
     * {@return this shape without {@code axis}}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Shape without(int axis) {
        return changed(ShapeChange.WITHOUT, axis(axis), 0, null);
    }

    /** The axes in another order: axis i of the result is axis {@code order[i]} of this. */
    Shape permuted(int... order) {
        return new Shape(
                Arrays.stream(order).map(this::dim).toArray(),
                names == null ? null : Arrays.stream(order).mapToObj(this::name).toArray(Axis[]::new));
    }

    /**
     * This shape, if it has no names, with those of {@code source} that a reshape leaves standing: an axis that keeps
     * its extent and its stride counts what it counted. An extent of one could be anything.
     */
    Shape namedAsReshapeOf(Shape source) {
        if (names != null || source.names == null || size != source.size) {
            return this;
        }
        if (equals(source)) {
            return source;
        }
        return changed(ShapeChange.NAMED_AS_RESHAPE, 0, 0, source);
    }

    /**
     * {@return the number of elements from one index of {@code axis} to the next}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public int stride(int axis) {
        int stride = 1;
        for (int i = axis(axis) + 1; i < rank(); i++) {
            stride *= dims[i];
        }
        return stride;
    }

    /**
     * {@return where an element stands, as an index for each axis}
     *
     * @param element counted along the last axis first, from 0 to below the size
     */
    public int[] index(int element) {
        int[] index = new int[rank()];
        for (int i = 0; i < rank(); i++) {
            index[i] = element / stride(i) % dims[i];
        }
        return index;
    }

    /**
     * {@return whether the last axes of this shape are {@code tail}: of its extents, and of no other plate}
     *
     * @param tail of any rank; with more axes than this, it is not at the end
     */
    public boolean endsWith(Shape tail) {
        return tail.rank() <= rank()
                && Arrays.equals(dims, rank() - tail.rank(), rank(), tail.dims, 0, tail.rank())
                && !meetsOtherPlate(tail);
    }

    /**
     * {@return whether this shape fits {@code target} by extents and plates: aligned at the last axis, each extent
     * equal or one, and no plate at an axis of another name} An axis without a name fits any here, but
     * {@link #broadcast} does not repeat a plate of extent one along a longer axis that lacks its name.
     *
     * @param target of any rank; with fewer axes than this, it does not fit
     */
    public boolean broadcastsTo(Shape target) {
        if (rank() > target.rank()) {
            return false;
        }
        for (int i = 1; i <= rank(); i++) {
            if (dim(-i) != target.dim(-i) && dim(-i) != 1) {
                return false;
            }
        }
        return !target.meetsOtherPlate(this);
    }

    /** Whether a plate's axis stands at one of another name, aligned at the last axis. */
    private boolean meetsOtherPlate(Shape other) {
        for (int i = 1; names != null && other.names != null && i <= Math.min(rank(), other.rank()); i++) {
            Axis mine = name(-i);
            Axis theirs = other.name(-i);
            boolean differ = mine != null && theirs != null && !mine.equals(theirs);
            if (differ && (mine.plate() || theirs.plate())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an axis is of a plate that {@code other}, of equal extents, does not have there. */
    boolean hasMorePlatesThan(Shape other) {
        for (int i = 0; names != null && i < names.length; i++) {
            Axis mine = names[i];
            if (mine != null && mine.plate() && !mine.equals(other.name(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return the shape that this and {@code other} broadcast to: aligned at the last axis, extents equal or one,
     * plates at one axis each}
     *
     * @param other of any rank
     * @throws IllegalArgumentException if they do not fit; the message says where
     */
    public Shape broadcast(Shape other) {
        if (JointShape.covers(this, other)) {
            return this;
        }
        return JointShape.covers(other, this) ? other : changed(ShapeChange.BROADCAST, 0, 0, other);
    }

    /** {@return a copy of the extents} */
    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Shape shape && Arrays.equals(dims, shape.dims));
    }

    /** Whether extents and names are equal. */
    boolean isSameAs(Shape other) {
        return this == other || (equals(other) && Arrays.equals(names, other.names));
    }

    /** A hash code that goes with {@link #isSameAs}. */
    int hashOfExtentsAndNames() {
        if (hash == 0) {
            hash = 31 * Arrays.hashCode(dims) + Arrays.hashCode(names);
        }
        return hash;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        StringJoiner axes = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < dims.length; i++) {
            Axis name = name(i);
            axes.add(name == null ? "" + dims[i] : name + " " + dims[i]);
        }
        return axes.toString();
    }
}
