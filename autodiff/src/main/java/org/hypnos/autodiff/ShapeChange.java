package org.hypnos.autodiff;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ways in which one shape is made from another, of which the other remembers the results. */
enum ShapeChange {
    /** The axes from {@code first} to {@code second}. */
    RANGE {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            return new Shape(
                    Arrays.copyOfRange(x.dims, first, second),
                    x.names == null ? null : Arrays.copyOfRange(x.names, first, second));
        }
    },

    /** Followed by the shape {@code with}. */
    CONCAT {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            Shape tail = (Shape) with;
            int[] all = Arrays.copyOf(x.dims, x.rank() + tail.rank());
            System.arraycopy(tail.dims, 0, all, x.rank(), tail.rank());
            if (x.names == null && tail.names == null) {
                return new Shape(all, null);
            }
            @Nullable Axis[] both = x.names == null ? new Axis[all.length] : Arrays.copyOf(x.names, all.length);
            if (tail.names != null) {
                System.arraycopy(tail.names, 0, both, x.rank(), tail.rank());
            }
            return new Shape(all, Shape.checked(both));
        }
    },

    /** With extent {@code second} at axis {@code first}, which keeps its name. */
    WITH {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            int[] changed = x.dims.clone();
            changed[first] = second;
            return new Shape(Shape.requirePositive(changed), x.names);
        }
    },

    /** With extent {@code first} at the last axis, which has no name. */
    WITH_LAST {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            int[] changed = x.dims.clone();
            changed[x.axis(-1)] = first;
            @Nullable Axis[] kept = x.names == null ? null : x.names.clone();
            if (kept != null) {
                kept[x.rank() - 1] = null;
            }
            return new Shape(changed, kept);
        }
    },

    /** Without axis {@code first}. */
    WITHOUT {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            int[] others = new int[x.rank() - 1];
            @Nullable Axis[] kept = x.names == null ? null : new Axis[others.length];
            for (int i = 0; i < others.length; i++) {
                int from = i < first ? i : i + 1;
                others[i] = x.dims[from];
                if (kept != null) {
                    kept[i] = x.names[from];
                }
            }
            return new Shape(others, kept);
        }
    },

    /** With every axis labelled by the name {@code with}. */
    LABELLED {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            @Nullable Axis[] labels = new Axis[x.rank()];
            Arrays.fill(labels, Axis.label((String) with));
            return new Shape(x.dims, labels);
        }
    },

    /** Without names. */
    UNNAMED {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            return new Shape(x.dims, null);
        }
    },

    /** What it broadcasts to with the shape {@code with}. */
    BROADCAST {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            return JointShape.of(x, (Shape) with);
        }
    },

    /** With those names of the shape {@code with} that a reshape leaves standing. */
    NAMED_AS_RESHAPE {
        @Override
        Shape of(Shape x, int first, int second, @Nullable Object with) {
            Shape source = (Shape) with;
            @Nullable Axis[] kept = new Axis[x.rank()];
            for (int i = 0; i < kept.length; i++) {
                for (int j = 0; j < source.rank(); j++) {
                    boolean stands = x.dims[i] > 1 && x.dims[i] == source.dims[j] && x.stride(i) == source.stride(j);
                    kept[i] = stands ? source.names[j] : kept[i];
                }
            }
            return new Shape(x.dims, Shape.checked(kept));
        }
    };

    /** A new shape made from {@code x}. */
    abstract Shape of(Shape x, int first, int second, @Nullable Object with);

    /** One result of a change, in a list of those that a shape remembers. */
    record Made(
            ShapeChange change,
            int first,
            int second,
            @Nullable Object with,
            Shape shape,
            int number,
            @Nullable Made earlier) {
        private static final int MOST = 32; // a shape that is changed in very many ways forgets them

        /** The result of this change in {@code all}; null if it is not there. */
        static @Nullable Shape find(
                @Nullable Made all, ShapeChange change, int first, int second, @Nullable Object with) {
            for (Made made = all; made != null; made = made.earlier) {
                if (made.change == change && made.first == first && made.second == second && made.isWith(with)) {
                    return made.shape;
                }
            }
            return null;
        }

        /** The same object, since equal shapes may differ in names; of a name, an equal one. */
        private boolean isWith(@Nullable Object other) {
            return with == other || (with instanceof String && with.equals(other));
        }

        /** {@code all} and one more. */
        static Made append(
                @Nullable Made all, ShapeChange change, int first, int second, @Nullable Object with, Shape shape) {
            Made earlier = all == null || all.number == MOST ? null : all;
            return new Made(change, first, second, with, shape, earlier == null ? 1 : earlier.number + 1, earlier);
        }
    }
}
