package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Matrix products in plain Java: a row of the result collects rows of the right side, four at a time, in the order of k. */
final class FloatProducts {
    private FloatProducts() {}

    /** The right side is read as rows [k, n]. */
    static int packedLength(Product product) {
        return product.rightTransposed() ? product.k() * product.n() : 0;
    }

    static void pack(Product product, float[] right, float[] packed, int at) {
        int k = product.k();
        int n = product.n();
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                packed[at + p * n + j] = right[j * k + p];
            }
        }
    }

    static void multiply(Product product, float[] left, float[] right, int at, float @Nullable [] bias, float[] out) {
        int n = product.n();
        for (int row = 0; row < product.m(); row++) {
            if (bias == null) {
                Arrays.fill(out, row * n, (row + 1) * n, 0);
            } else {
                System.arraycopy(bias, 0, out, row * n, n);
            }
            addRow(product, left, row, right, at, n, null, out, row * n, n);
        }
    }

    static void multiplyAdd(
            Product product,
            float[] left,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel,
            int at) {
        for (int row = 0; row < product.m(); row++) {
            addRow(product, left, row, right, column, product.n(), scale, panel, at + row * columns, columns);
        }
    }

    /** Adds to {@code n} numbers from {@code to} on the row's products with rows that are {@code step} apart. */
    private static void addRow(
            Product product,
            float[] left,
            int row,
            float[] right,
            int at,
            int step,
            float @Nullable [] scale,
            float[] out,
            int to,
            int n) {
        int k = product.k();
        int stepK = product.leftTransposed() ? product.m() : 1;
        int a = product.leftTransposed() ? row : row * k;
        int b = at;
        int p = 0;
        if (scale == null) {
            for (; p + 4 <= k; p += 4) {
                addFour(left, a, stepK, right, b, step, out, to, n);
                a += 4 * stepK;
                b += 4 * step;
            }
        }
        for (; p < k; p++) {
            addOne(left[a], scale == null ? 1 : scale[p], right, b, out, to, n);
            a += stepK;
            b += step;
        }
    }

    private static void addFour(
            float[] left, int a, int stepK, float[] rows, int at, int step, float[] out, int to, int n) {
        float a0 = left[a];
        float a1 = left[a + stepK];
        float a2 = left[a + 2 * stepK];
        float a3 = left[a + 3 * stepK];
        int at1 = at + step;
        int at2 = at1 + step;
        int at3 = at2 + step;
        for (int j = 0; j < n; j++) {
            float sum = Math.fma(a0, rows[at + j], out[to + j]);
            sum = Math.fma(a1, rows[at1 + j], sum);
            sum = Math.fma(a2, rows[at2 + j], sum);
            out[to + j] = Math.fma(a3, rows[at3 + j], sum);
        }
    }

    private static void addOne(float a, float scale, float[] rows, int at, float[] out, int to, int n) {
        for (int j = 0; j < n; j++) {
            out[to + j] = Math.fma(a, scale * rows[at + j], out[to + j]);
        }
    }
}
