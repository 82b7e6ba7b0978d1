package org.hypnos.autodiff.internal.kernels;

/** Small triangular matrices: Cholesky's factor and solving. Products are subtracted in the order of k, by fused multiply-add. */
final class FloatTriangles {
    private FloatTriangles() {}

    static int cholesky(float[] x, float[] out, int matrices, int n) {
        for (int row = 0; row < matrices * n; row++) {
            if (!choleskyRow(x, out, row * n, row % n, n)) {
                return row;
            }
        }
        return -1;
    }

    /** L_ij = (x_ij - sum over k < j of L_ik L_jk) / L_jj, and L_ii the square root of its pivot, for the row i at {@code at}. */
    private static boolean choleskyRow(float[] x, float[] out, int at, int i, int n) {
        for (int j = 0; j <= i; j++) {
            int other = at + (j - i) * n;
            float rest = x[at + j];
            for (int k = 0; k < j; k++) {
                rest = Math.fma(-out[at + k], out[other + k], rest);
            }
            out[at + j] = j < i ? rest / out[other + j] : rest;
        }
        for (int j = i + 1; j < n; j++) {
            out[at + j] = 0;
        }
        float pivot = out[at + i];
        boolean positive = pivot > 0 && pivot < Float.POSITIVE_INFINITY;
        out[at + i] = positive ? (float) Math.sqrt(pivot) : pivot;
        return positive;
    }

    static void solve(float[] l, float[] b, float[] out, int matrices, int n, int m, boolean transposed) {
        System.arraycopy(b, 0, out, 0, matrices * n * m);
        for (int matrix = 0; matrix < matrices; matrix++) {
            int atL = matrix * n * n;
            int at = matrix * n * m;
            if (transposed) {
                for (int i = n - 1; i >= 0; i--) {
                    solveRow(l, atL + i, n, atL + i * (n + 1), out, at, i, i + 1, n, m);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    solveRow(l, atL + i * n, 1, atL + i * (n + 1), out, at, i, 0, i, m);
                }
            }
        }
    }

    /** x_i = (x_i - sum over k in [from, to) of l_k x_k) / l_i, with l_k at {@code atL + k stepL}. */
    private static void solveRow(
            float[] l, int atL, int stepL, int diagonal, float[] out, int at, int i, int from, int to, int m) {
        int row = at + i * m;
        for (int k = from; k < to; k++) {
            float factor = -l[atL + k * stepL];
            for (int j = 0; j < m; j++) {
                out[row + j] = Math.fma(factor, out[at + k * m + j], out[row + j]);
            }
        }
        for (int j = 0; j < m; j++) {
            out[row + j] /= l[diagonal];
        }
    }
}
