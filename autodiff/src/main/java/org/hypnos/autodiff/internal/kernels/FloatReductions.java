package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/**
 * Sums in one fixed order. Along the last axis of memory, element k joins partial sum k mod 16, and the partial sums are
 * added as a tree; along any other axis elements are added one after the other.
 */
final class FloatReductions {
    static final int PARTIAL_SUMS = Kernels.PARTIAL_SUMS;

    private FloatReductions() {}

    static void sum(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        if (inner == 1) {
            for (int o = 0; o < outer; o++) {
                out[o] = sumRow(x, o * n, n, partial);
            }
            return;
        }
        for (int o = 0; o < outer; o++) {
            System.arraycopy(x, o * n * inner, out, o * inner, inner);
            int k = 1;
            for (; k + 4 <= n; k += 4) {
                accumulateFour(x, (o * n + k) * inner, out, o * inner, inner);
            }
            for (; k < n; k++) {
                accumulate(x, (o * n + k) * inner, out, o * inner, inner);
            }
        }
    }

    static void accumulate(float[] x, int atX, float[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            out[at + i] += x[atX + i];
        }
    }

    /** Four rows of n, one after the other. */
    private static void accumulateFour(float[] x, int atX, float[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            float sum = out[at + i] + x[atX + i] + x[atX + n + i];
            out[at + i] = sum + x[atX + 2 * n + i] + x[atX + 3 * n + i];
        }
    }

    private static float sumRow(float[] x, int at, int n, float[] partial) {
        Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
        int k = 0;
        for (; k + PARTIAL_SUMS <= n; k += PARTIAL_SUMS) {
            for (int i = 0; i < PARTIAL_SUMS; i++) {
                partial[i] += x[at + k + i];
            }
        }
        for (; k < n; k++) {
            partial[k % PARTIAL_SUMS] += x[at + k];
        }
        return tree(partial);
    }

    /** Adds sixteen partial sums: halves onto each other, four times. */
    static float tree(float[] s) {
        float s0 = (s[0] + s[8]) + (s[4] + s[12]);
        float s1 = (s[1] + s[9]) + (s[5] + s[13]);
        float s2 = (s[2] + s[10]) + (s[6] + s[14]);
        float s3 = (s[3] + s[11]) + (s[7] + s[15]);
        return (s0 + s2) + (s1 + s3);
    }

    static double sumOfSquares(float[] x, int at, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = at;
        for (; i + 4 <= at + n; i += 4) {
            s0 = square(x[i], s0);
            s1 = square(x[i + 1], s1);
            s2 = square(x[i + 2], s2);
            s3 = square(x[i + 3], s3);
        }
        for (; i < at + n; i++) {
            s0 = square(x[i], s0);
        }
        return (s0 + s2) + (s1 + s3);
    }

    private static double square(double x, double sum) {
        return Math.fma(x, x, sum);
    }

    static void logSumExp(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                out[o * inner + i] = logSumExp(x, o * n * inner + i, n, inner, partial);
            }
        }
    }

    private static float logSumExp(float[] x, int at, int n, int step, float[] partial) {
        float max = max(x, at, n, step);
        if (Float.isInfinite(max)) {
            return max;
        }
        Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
        for (int k = 0; k < n; k++) {
            partial[k % PARTIAL_SUMS] += FloatFunctions.exp(x[at + k * step] - max);
        }
        return max + FloatLogarithm.log(tree(partial));
    }

    static void softmax(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                softmaxOfOne(x, out, o * n * inner + i, n, inner, partial);
            }
        }
    }

    private static void softmaxOfOne(float[] x, float[] out, int at, int n, int step, float[] partial) {
        float max = max(x, at, n, step);
        float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
        Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
        for (int k = 0; k < n; k++) {
            float term = FloatFunctions.exp(x[at + k * step] - shift);
            out[at + k * step] = term;
            partial[k % PARTIAL_SUMS] += term;
        }
        float sum = tree(partial);
        for (int k = 0; k < n; k++) {
            out[at + k * step] /= sum == 0 ? 1 : sum;
        }
    }

    private static float max(float[] x, int at, int n, int step) {
        float max = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            max = Math.max(max, x[at + k * step]);
        }
        return max;
    }
}
