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

    private final int[] dims;
    private final @Nullable Axis @Nullable [] names; // null where no axis has one
    private final int size;

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

    /** The shape with these extents, each at least one. */
    public static Shape of(int... dims) {
        return new Shape(requirePositive(dims.clone()));
    }

    private static int[] requirePositive(int[] dims) {
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

    /** This shape with names for its first axes, and none for the others. */
    public Shape named(Axis... first) {
        checkArgument(first.length <= rank(), "%s are more names than %s has axes", Arrays.toString(first), this);
        return withNames(Arrays.copyOf(first, rank()));
    }

    /** This shape with every axis labelled {@code name}. */
    public Shape labelled(String name) {
        @Nullable Axis[] labels = new Axis[rank()];
        Arrays.fill(labels, Axis.label(name));
        return withNames(labels);
    }

    public Shape unnamed() {
        return names == null ? this : withNames(null);
    }

    private Shape withNames(@Nullable Axis @Nullable [] others) {
        return new Shape(dims, checked(others));
    }

    private static @Nullable Axis @Nullable [] checked(@Nullable Axis @Nullable [] names) {
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

    /** What {@code axis} counts; null where that is not said. */
    public @Nullable Axis name(int axis) {
        return names == null ? null : names[axis(axis)];
    }

    boolean isNamed() {
        return names != null;
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
        return range(0, n);
    }

    /** The last {@code n} axes. */
    public Shape suffix(int n) {
        checkArgument(n >= 0 && n <= rank(), "shape %s has no suffix of %s axes", this, n);
        return range(rank() - n, rank());
    }

    private Shape range(int from, int to) {
        return to - from == rank()
                ? this
                : new Shape(
                        Arrays.copyOfRange(dims, from, to), names == null ? null : Arrays.copyOfRange(names, from, to));
    }

    public Shape concat(Shape tail) {
        int[] all = Arrays.copyOf(dims, rank() + tail.rank());
        System.arraycopy(tail.dims, 0, all, rank(), tail.rank());
        if (names == null && tail.names == null) {
            return new Shape(all);
        }
        @Nullable Axis[] both = names == null ? new Axis[all.length] : Arrays.copyOf(names, all.length);
        if (tail.names != null) {
            System.arraycopy(tail.names, 0, both, rank(), tail.rank());
        }
        return new Shape(all, checked(both));
    }

    /** This shape with another extent at {@code axis}, which keeps its name. */
    public Shape with(int axis, int extent) {
        int[] changed = dims.clone();
        changed[axis(axis)] = extent;
        return new Shape(requirePositive(changed), names);
    }

    /** This shape with another last axis, which has no name. */
    Shape withLast(int extent) {
        int[] changed = dims.clone();
        changed[axis(-1)] = extent;
        @Nullable Axis[] kept = names == null ? null : names.clone();
        if (kept != null) {
            kept[rank() - 1] = null;
        }
        return new Shape(changed, kept);
    }

    /** This shape without {@code axis}. */
    public Shape without(int axis) {
        int at = axis(axis);
        int[] others = new int[rank() - 1];
        @Nullable Axis[] kept = names == null ? null : new Axis[others.length];
        for (int i = 0; i < others.length; i++) {
            int from = i < at ? i : i + 1;
            others[i] = dims[from];
            if (kept != null) {
                kept[i] = names[from];
            }
        }
        return new Shape(others, kept);
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
        @Nullable Axis[] kept = new Axis[rank()];
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < source.rank(); j++) {
                if (dims[i] > 1 && dims[i] == source.dims[j] && stride(i) == source.stride(j)) {
                    kept[i] = source.names[j];
                }
            }
        }
        return withNames(kept);
    }

    /** The number of elements from one index of {@code axis} to the next. */
    public int stride(int axis) {
        int stride = 1;
        for (int i = axis(axis) + 1; i < rank(); i++) {
            stride *= dims[i];
        }
        return stride;
    }

    /** Where element {@code element}, counted along the last axis first, stands on each axis. */
    public int[] index(int element) {
        int[] index = new int[rank()];
        for (int i = 0; i < rank(); i++) {
            index[i] = element / stride(i) % dims[i];
        }
        return index;
    }

    /** Whether the last axes of this shape are {@code tail}: of its extents, and of no other plate. */
    public boolean endsWith(Shape tail) {
        return tail.rank() <= rank()
                && Arrays.equals(dims, rank() - tail.rank(), rank(), tail.dims, 0, tail.rank())
                && !meetsOtherPlate(tail);
    }

    /**
     * Whether a tensor of this shape can be repeated to {@code target}: aligned at the last axis, each extent equal or
     * one, and no other plate.
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
     * The shape that this and {@code other} broadcast to: aligned at the last axis, extents equal or one, plates at one
     * axis each.
     */
    public Shape broadcast(Shape other) {
        return JointShape.of(this, other);
    }

    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    /** Whether extents and names are equal. */
    boolean isSameAs(Shape other) {
        return equals(other) && Arrays.equals(names, other.names);
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
