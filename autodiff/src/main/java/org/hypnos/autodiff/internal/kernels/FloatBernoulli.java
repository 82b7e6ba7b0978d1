package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row's Bernoulli log-probability: the sum of x l - max(l, 0), less the logarithm of the product of all 1 + exp(-|l|).
 * Element j joins partial sum and partial product j mod 16, and a few logarithms do for the whole row.
 */
final class FloatBernoulli {
    private static final int PARTIAL = FloatReductions.PARTIAL_SUMS;
    /** So many factors, each at most 2, cannot overflow. */
    private static final int MOST_FACTORS = 112;

    static final int BLOCK = PARTIAL * MOST_FACTORS;

    // The scratch array: partial sums, partial products, and the rest of a row padded to a vector.
    static final int PRODUCTS = PARTIAL;
    static final int REST_X = 2 * PARTIAL;
    static final int REST_L = 3 * PARTIAL;
    static final int REST_RESIDUAL = 4 * PARTIAL;

    private FloatBernoulli() {}

    static float logProb(
            float[] x, int atX, float[] l, int atL, int n, float @Nullable [] residual, int at, float[] scratch) {
        Arrays.fill(scratch, 0, PARTIAL, 0);
        float logs = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int block = Math.min(BLOCK, n - from);
            Arrays.fill(scratch, PRODUCTS, PRODUCTS + PARTIAL, 1);
            add(x, atX + from, l, atL + from, block, residual, at + from, scratch);
            logs += logOfProducts(block, scratch);
        }
        return FloatReductions.tree(scratch) - logs;
    }

    private static void add(
            float[] x, int atX, float[] l, int atL, int n, float @Nullable [] residual, int at, float[] scratch) {
        for (int j = 0; j < n; j++) {
            float logit = l[atL + j];
            float e = FloatFunctions.expOfMinusAbs(logit);
            scratch[j % PARTIAL] += FloatFunctions.linearLogProb(x[atX + j], logit);
            scratch[PRODUCTS + j % PARTIAL] *= FloatFunctions.onePlus(e);
            if (residual != null) {
                residual[at + j] = x[atX + j] - FloatFunctions.sigmoid(logit, e);
            }
        }
    }

    /** The logarithm of all partial products together, multiplied by halves as long as they cannot overflow. */
    static float logOfProducts(int n, float[] scratch) {
        int factors = (n + PARTIAL - 1) / PARTIAL;
        int products = PARTIAL;
        while (products > 1 && 2 * factors <= MOST_FACTORS) {
            products /= 2;
            factors *= 2;
            for (int i = 0; i < products; i++) {
                scratch[PRODUCTS + i] *= scratch[PRODUCTS + products + i];
            }
        }
        float log = 0;
        for (int i = 0; i < products; i++) {
            log += FloatLogarithm.log(scratch[PRODUCTS + i]);
        }
        return log;
    }
}
