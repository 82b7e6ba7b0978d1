package org.hypnos.autodiff.internal.kernels;

/** What goes along an axis and remembers: running sums, where these pass a number, and where the greatest number stood. */
final class FloatScans {
    private FloatScans() {}

    static void cumulativeSum(float[] x, float[] out, int outer, int n, int inner, boolean reversed) {
        int step = reversed ? -inner : inner;
        for (int o = 0; o < outer; o++) {
            int at = (o * n + (reversed ? n - 1 : 0)) * inner;
            System.arraycopy(x, at, out, at, inner);
            for (int k = 1; k < n; k++, at += step) {
                for (int i = 0; i < inner; i++) {
                    out[at + step + i] = out[at + i] + x[at + step + i];
                }
            }
        }
    }

    static void argMax(float[] x, float[] out, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                out[o * inner + i] = argMax(x, o * n * inner + i, n, inner);
            }
        }
    }

    private static int argMax(float[] x, int at, int n, int step) {
        int best = 0;
        for (int k = 0; k < n; k++) {
            float element = x[at + k * step];
            if (Float.isNaN(element)) {
                return k;
            }
            best = element > x[at + best * step] ? k : best;
        }
        return best;
    }

    /** Replaces each uniform number u by the least k whose running sum exceeds u times the row's last one. */
    static void choose(float[] sums, int rows, int n, float[] out, int draws) {
        for (int i = 0; i < draws; i += rows) {
            for (int row = 0; row < rows; row++) {
                int at = row * n;
                out[i + row] = firstAbove(out[i + row] * sums[at + n - 1], sums, at, n);
            }
        }
    }

    /** By halves, without branches, since none can be foretold. */
    private static int firstAbove(float bound, float[] sums, int at, int n) {
        int from = at;
        for (int left = n; left > 1; ) {
            int half = left >>> 1;
            from += sums[from + half - 1] > bound ? 0 : half;
            left -= half;
        }
        return from - at;
    }
}
