package org.hypnos.autodiff;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * How two inputs are read when they are repeated to one shape: as runs along the last axes, each with a fixed step of
 * zero or one in either input. Neighbouring axes that are repeated alike are read as one.
 */
final class Broadcast {
    /** One run: {@code n} elements of the result from {@code at}, and where they come from. */
    interface Run {
        void accept(int at, int atX, int stepX, int atY, int stepY, int n);
    }

    private final int rank;
    private final int[] dims; // innermost first
    private final int[] stepX;
    private final int[] stepY;

    private Broadcast(int rank, int[] dims, int[] stepX, int[] stepY) {
        this.rank = rank;
        this.dims = dims;
        this.stepX = stepX;
        this.stepY = stepY;
    }

    /** Calls {@code run} for all of {@code out}, to which {@code x} and {@code y} are repeated. */
    static void runs(Shape out, Shape x, Shape y, Run run) {
        of(out, x, y).runs(run);
    }

    /** The step with which one run reads all of {@code in} for {@code out}; -1 if it takes more runs. */
    static int stepOfOneRun(Shape in, Shape out) {
        if (in.size() == 1) {
            return 0;
        }
        return in.size() == out.size() ? 1 : -1;
    }

    private static Broadcast of(Shape out, Shape x, Shape y) {
        int[] dims = new int[out.rank() + 1];
        int[] stepX = new int[dims.length];
        int[] stepY = new int[dims.length];
        int strideX = 1;
        int strideY = 1;
        int rank = 0;
        for (int axis = 1; axis <= out.rank(); axis++) {
            int dim = out.dim(-axis);
            int dimX = axis <= x.rank() ? x.dim(-axis) : 1;
            int dimY = axis <= y.rank() ? y.dim(-axis) : 1;
            if (dim == 1) {
                continue;
            }
            int sx = dimX == 1 ? 0 : strideX;
            int sy = dimY == 1 ? 0 : strideY;
            boolean joins =
                    rank > 0 && sx == stepX[rank - 1] * dims[rank - 1] && sy == stepY[rank - 1] * dims[rank - 1];
            if (joins) {
                dims[rank - 1] *= dim;
            } else {
                dims[rank] = dim;
                stepX[rank] = sx;
                stepY[rank++] = sy;
            }
            strideX *= dimX;
            strideY *= dimY;
        }
        if (rank == 0) {
            dims[rank++] = 1;
        }
        return new Broadcast(rank, dims, stepX, stepY);
    }

    private void runs(Run run) {
        runs(run, rank - 1, 0, 0, 0);
    }

    @CanIgnoreReturnValue
    private int runs(Run run, int level, int at, int atX, int atY) {
        if (level == 0) {
            run.accept(at, atX, stepX[0], atY, stepY[0], dims[0]);
            return at + dims[0];
        }
        int next = at;
        for (int i = 0; i < dims[level]; i++) {
            next = runs(run, level - 1, next, atX + i * stepX[level], atY + i * stepY[level]);
        }
        return next;
    }
}
