package org.hypnos.autodiff;

import com.google.common.base.Strings;
import org.jspecify.annotations.Nullable;

/**
 * The shape that two shapes broadcast to, or what is wrong with them: aligned at the last axis, extents equal or one. An
 * axis without a name takes the other's, two labels that differ leave none; a plate never meets another name, stands at
 * one axis, and is repeated only along itself.
 */
final class JointShape {
    private final Shape x;
    private final Shape y;

    private JointShape(Shape x, Shape y) {
        this.x = x;
        this.y = y;
    }

    static Shape of(Shape x, Shape y) {
        return new JointShape(x, y).joint();
    }

    /** Whether {@code y} adds nothing to {@code x}, neither extents nor names. */
    static boolean covers(Shape x, Shape y) {
        if (x == y || y.rank() > x.rank()) {
            return x == y;
        }
        for (int i = 1; i <= y.rank(); i++) {
            Axis name = y.name(-i);
            boolean extentFits = y.dim(-i) == x.dim(-i) || y.dim(-i) == 1;
            if (!extentFits || (name != null && !name.equals(x.name(-i)))) {
                return false;
            }
        }
        return true;
    }

    private Shape joint() {
        int rank = Math.max(x.rank(), y.rank());
        int[] dims = new int[rank];
        for (int i = 1; i <= rank; i++) {
            dims[rank - i] = dim(i);
        }
        return x.isNamed() || y.isNamed() ? new Shape(dims, names(rank)) : new Shape(dims, null);
    }

    private @Nullable Axis[] names(int rank) {
        @Nullable Axis[] names = new Axis[rank];
        for (int i = 1; i <= rank; i++) {
            names[rank - i] = name(i);
        }
        Axis twice = Shape.repeatedPlate(names);
        if (twice != null) {
            throw slip("'%s' would stand at two axes", twice);
        }
        return names;
    }

    private int dim(int fromEnd) {
        int mine = fromEnd <= x.rank() ? x.dim(-fromEnd) : 1;
        int theirs = fromEnd <= y.rank() ? y.dim(-fromEnd) : 1;
        if (mine != theirs && mine != 1 && theirs != 1) {
            throw slip("axis %s from the end has extents %s and %s", fromEnd, mine, theirs);
        }
        return mine == 1 ? theirs : mine;
    }

    private @Nullable Axis name(int fromEnd) {
        Axis mine = fromEnd <= x.rank() ? x.name(-fromEnd) : null;
        Axis theirs = fromEnd <= y.rank() ? y.name(-fromEnd) : null;
        if (mine == null || theirs == null) {
            checkRepeated(x, mine, fromEnd);
            checkRepeated(y, theirs, fromEnd);
            return mine == null ? theirs : mine;
        }
        if (!mine.equals(theirs) && (mine.plate() || theirs.plate())) {
            throw slip("axis %s from the end is '%s' in one and '%s' in the other", fromEnd, mine, theirs);
        }
        return mine.equals(theirs) ? mine : null;
    }

    /** A single datum beside what only happens to have that many indices is a slip that larger batches would show. */
    private void checkRepeated(Shape own, @Nullable Axis name, int fromEnd) {
        if (name != null && name.plate() && own.dim(-fromEnd) != dim(fromEnd)) {
            throw slip("'%s' of extent 1 would be repeated along an axis of %s without that name", name, dim(fromEnd));
        }
    }

    private IllegalArgumentException slip(String found, Object... arguments) {
        String message = "cannot broadcast " + x + " with " + y + ": " + Strings.lenientFormat(found, arguments);
        int more = x.rank() - y.rank();
        boolean named = x.isNamed() || y.isNamed();
        return new IllegalArgumentException(named && more != 0 ? message + likely(more) : message);
    }

    private static String likely(int more) {
        int n = Math.abs(more);
        String axes = n == 1 ? "one axis more: is a sum over it" : n + " axes more: is a sum over them";
        return "; the " + (more > 0 ? "first" : "second") + " has " + axes + ", a reshape or toEvent(" + n
                + ") missing?";
    }
}
