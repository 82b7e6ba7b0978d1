package org.hypnos.autodiff.internal.kernels;

import org.jspecify.annotations.Nullable;

/** Products with the few numbers of the left side that are not zero, in plain Java. */
final class FloatSparseProducts {
    static final int BLOCK = 1024;

    private FloatSparseProducts() {}

    static int nonZeros(float[] x, int n, int most) {
        int count = 0;
        for (int from = 0; from < n && count <= most; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            for (int i = from; i < to; i++) {
                count += FloatLanes.oneIfNotZero(x[i]);
            }
        }
        return count;
    }

    /** Each column is written, and stays if what follows is not written over it. */
    static void listNonZeros(float[] x, int rows, int columns, Lines lines) {
        int[] start = lines.start();
        int[] index = lines.index();
        int n = 0;
        for (int row = 0; row < rows; row++) {
            start[row] = n;
            for (int j = 0; j < columns; j++) {
                index[n] = j;
                n += FloatLanes.oneIfNotZero(x[row * columns + j]);
            }
        }
        start[rows] = n;
    }

    static void multiply(
            Product product, float[] left, Lines lines, float[] right, int at, float @Nullable [] bias, float[] out) {
        int n = product.n();
        for (int row = 0; row < product.m(); row++) {
            FloatProducts.startRow(bias, out, row * n, n);
            for (int i = lines.start()[row]; i < lines.start()[row + 1]; i++) {
                float a = left[row * product.k() + lines.index()[i]];
                FloatProducts.addOne(a, 1, right, at + lines.index()[i] * n, out, row * n, n);
            }
        }
    }

    static void multiplyAdd(
            Product product,
            float[] left,
            Lines lines,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel) {
        for (int row = 0; row < product.m(); row++) {
            int to = FloatKernels.FIRST_ALIGNED + row * columns;
            for (int i = lines.start()[row]; i < lines.start()[row + 1]; i++) {
                int p = lines.index()[i];
                float factor = scale == null ? 1 : scale[p];
                float a = left[p * product.m() + row];
                FloatProducts.addOne(a, factor, right, p * product.n() + column, panel, to, columns);
            }
        }
    }
}
