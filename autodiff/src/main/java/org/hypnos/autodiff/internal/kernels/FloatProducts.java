package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/** Matrix products in plain Java: a row of the result collects rows of the right side, four at a time, in the order of k. */
final class FloatProducts {
    private FloatProducts() {}

    /** Room for the right side written as [k, n]. */
    static int scratch(Product product) {
        return product.rightTransposed() ? product.k() * product.n() : 0;
    }

    static void matmul(Product product, float[] left, float[] right, float[] out, float[] scratch) {
        Arrays.fill(out, 0, product.m() * product.n(), 0);
        addRows(product, left, right, out, 0, product.m(), scratch);
    }

    static void affine(Product product, float[] left, float[] right, float[] bias, float[] out, float[] scratch) {
        for (int row = 0; row < product.m(); row++) {
            System.arraycopy(bias, 0, out, row * product.n(), product.n());
        }
        addRows(product, left, right, out, 0, product.m(), scratch);
    }

    static void addRows(Product product, float[] left, float[] right, float[] out, int from, int to, float[] scratch) {
        int n = product.n();
        int k = product.k();
        float[] rows = right;
        if (product.rightTransposed()) {
            transpose(right, n, k, scratch);
            rows = scratch;
        }
        int stepRow = product.leftTransposed() ? 1 : k;
        int stepK = product.leftTransposed() ? product.m() : 1;
        for (int row = from; row < to; row++) {
            addRow(left, row * stepRow, stepK, rows, k, out, row * n, n);
        }
    }

    private static void transpose(float[] x, int rows, int columns, float[] out) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[c * rows + r] = x[r * columns + c];
            }
        }
    }

    private static void addRow(float[] left, int at, int step, float[] rows, int k, float[] out, int atOut, int n) {
        int p = 0;
        for (; p + 4 <= k; p += 4) {
            int a = at + p * step;
            addFour(left[a], left[a + step], left[a + 2 * step], left[a + 3 * step], rows, p * n, out, atOut, n);
        }
        for (; p < k; p++) {
            addOne(left[at + p * step], rows, p * n, out, atOut, n);
        }
    }

    private static void addFour(
            float a0, float a1, float a2, float a3, float[] rows, int at, float[] out, int atOut, int n) {
        int at1 = at + n;
        int at2 = at1 + n;
        int at3 = at2 + n;
        for (int j = 0; j < n; j++) {
            float sum = Math.fma(a0, rows[at + j], out[atOut + j]);
            sum = Math.fma(a1, rows[at1 + j], sum);
            sum = Math.fma(a2, rows[at2 + j], sum);
            out[atOut + j] = Math.fma(a3, rows[at3 + j], sum);
        }
    }

    private static void addOne(float a, float[] rows, int at, float[] out, int atOut, int n) {
        for (int j = 0; j < n; j++) {
            out[atOut + j] = Math.fma(a, rows[at + j], out[atOut + j]);
        }
    }
}
