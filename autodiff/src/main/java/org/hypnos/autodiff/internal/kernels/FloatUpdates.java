package org.hypnos.autodiff.internal.kernels;

/** The optimizers' updates, in one pass over gradient, state and parameter. */
final class FloatUpdates {
    private FloatUpdates() {}

    static void adam(float[] g, float[] x, float[] m, float[] v, int from, int to, Kernels.AdamStep step) {
        float rate = (float) step.rate();
        float b1 = (float) step.b1();
        float b2 = (float) step.b2();
        float epsilon = (float) step.epsilon();
        float inverseCorrection = (float) (1 / step.secondCorrection());
        for (int i = from; i < to; i++) {
            m[i] = Math.fma(b1, m[i], (1 - b1) * g[i]);
            v[i] = Math.fma(b2, v[i], (1 - b2) * (g[i] * g[i]));
            x[i] -= rate * m[i] / ((float) Math.sqrt(v[i] * inverseCorrection) + epsilon);
        }
    }

    static void momentum(float[] g, float[] x, float[] v, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            v[i] = Math.fma(momentum, v[i], g[i]);
            x[i] -= rate * v[i];
        }
    }
}
