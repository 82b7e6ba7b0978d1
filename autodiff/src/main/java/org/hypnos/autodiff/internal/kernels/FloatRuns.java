package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/** What is done to runs of numbers again and again; their lengths are multiples of 16. The vector engine has its own form. */
class FloatRuns {
    static final int MULTIPLE = FloatReductions.PARTIAL_SUMS;

    /** The multiple that {@code n} numbers fit in. */
    static int length(int n) {
        return (n + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    /** The sum of x[atX + k] y[atY + k] by fused multiply-add, element k in partial sum k mod 16. */
    float dot(float[] x, int atX, float[] y, int atY, int n, float[] partial) {
        Arrays.fill(partial, 0);
        for (int from = 0; from < n; from += MULTIPLE) {
            for (int i = 0; i < MULTIPLE; i++) {
                partial[i] = Math.fma(x[atX + from + i], y[atY + from + i], partial[i]);
            }
        }
        return FloatReductions.tree(partial);
    }

    /** out[at + k] += a x[atX + k] by fused multiply-add. */
    void addScaled(float a, float[] x, int atX, float[] out, int at, int n) {
        FloatProducts.addOne(a, 1, x, atX, out, at, n);
    }

    /** out[k] += g[atG + k] y (1 - y) by fused multiply-add, with y = y[atY + k]; then g[atG + k] = 0. */
    void moveThroughSigmoid(float[] g, int atG, float[] y, int atY, float[] out, int n) {
        for (int k = 0; k < n; k++) {
            out[k] = Math.fma(g[atG + k], y[atY + k] * (1 - y[atY + k]), out[k]);
            g[atG + k] = 0;
        }
    }
}
