package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/** Draws of binary units one after the other, each given those before it, by sums that grow where a one is drawn. */
final class FloatAutoregression {
    private FloatAutoregression() {}

    /**
     * Row j of the weights is added in the order of j, as in a product whose left side is the draw. What a run adds behind the
     * last unit is not read.
     */
    static void draw(
            FloatRuns runs,
            float[] uniform,
            float[] logits,
            int lRows,
            float[] weights,
            float[] out,
            int rows,
            int units,
            float[] sums) {
        for (int row = 0; row < rows; row++) {
            int at = row * units;
            int atLogits = row % lRows * units;
            Arrays.fill(sums, 0, units, 0);
            for (int i = 0; i < units; i++) {
                out[at + i] = draw(uniform[at + i], logits[atLogits + i] + sums[i]);
                if (out[at + i] != 0) {
                    int from = i + 1;
                    int n = FloatRuns.length(units - from);
                    runs.addScaled(1, weights, i * units + from, sums, from, n);
                }
            }
        }
    }

    /** One with probability sigmoid(logit), else zero. */
    static float draw(float uniform, float logit) {
        return uniform < FloatFunctions.sigmoid(logit) ? 1 : 0;
    }
}
