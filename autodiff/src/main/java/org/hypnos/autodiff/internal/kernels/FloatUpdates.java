package org.hypnos.autodiff.internal.kernels;

/** The optimizers' updates, in one pass over gradient, state and parameter. */
final class FloatUpdates {
    private FloatUpdates() {}

    static void adam(float[] g, int atG, float[] x, float[] m, float[] v, int at, int n, Kernels.AdamStep step) {
        float rate = (float) step.rate();
        float b1 = (float) step.b1();
        float b2 = (float) step.b2();
        float epsilon = (float) step.epsilon();
        float inverseCorrection = (float) (1 / step.secondCorrection());
        for (int i = 0; i < n; i++) {
            float slope = g[atG + i];
            float mean = Math.fma(b1, m[at + i], (1 - b1) * slope);
            float square = Math.fma(b2, v[at + i], (1 - b2) * (slope * slope));
            m[at + i] = mean;
            v[at + i] = square;
            x[at + i] -= rate * mean / ((float) Math.sqrt(square * inverseCorrection) + epsilon);
        }
    }

    static void momentum(float[] g, int atG, float[] x, float[] v, int at, int n, float rate, float momentum) {
        for (int i = 0; i < n; i++) {
            v[at + i] = Math.fma(momentum, v[at + i], g[atG + i]);
            x[at + i] -= rate * v[at + i];
        }
    }
}
