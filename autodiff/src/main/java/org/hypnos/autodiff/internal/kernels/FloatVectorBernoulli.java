package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** {@link FloatBernoulli} by vectors of at most 16 numbers. */
final class FloatVectorBernoulli {
    private static final int LANES = SPECIES.length();
    private static final int PARTIAL = FloatReductions.PARTIAL_SUMS;
    private static final int PRODUCTS = FloatBernoulli.PRODUCTS;
    private static final int REST_X = FloatBernoulli.REST_X;
    private static final int REST_L = FloatBernoulli.REST_L;
    private static final int REST_RESIDUAL = FloatBernoulli.REST_RESIDUAL;
    /** A logit that adds nothing to a sum and multiplies a product by one. */
    private static final float NEVER = -1e30f;

    private FloatVectorBernoulli() {}

    static float logProb(
            float[] x, int atX, float[] l, int atL, int n, float @Nullable [] residual, int at, float[] scratch) {
        Arrays.fill(scratch, 0, PARTIAL, 0);
        float logs = 0;
        for (int from = 0; from < n; from += FloatBernoulli.BLOCK) {
            int block = Math.min(FloatBernoulli.BLOCK, n - from);
            Arrays.fill(scratch, PRODUCTS, PRODUCTS + PARTIAL, 1);
            add(x, atX + from, l, atL + from, block, residual, at + from, scratch);
            logs += FloatBernoulli.logOfProducts(block, scratch);
        }
        return FloatReductions.tree(scratch) - logs;
    }

    /** Whole vectors, and the rest as one more with lanes that change nothing. */
    private static void add(
            float[] x, int atX, float[] l, int atL, int n, float @Nullable [] residual, int at, float[] scratch) {
        int bound = SPECIES.loopBound(n);
        if (residual == null) {
            add(x, atX, l, atL, 0, bound, scratch);
        } else {
            addWithResidual(x, atX, l, atL, 0, bound, residual, at, scratch);
        }
        int rest = n - bound;
        if (rest == 0) {
            return;
        }
        pad(x, atX + bound, rest, 0, scratch, REST_X);
        pad(l, atL + bound, rest, NEVER, scratch, REST_L);
        if (residual == null) {
            add(scratch, REST_X - bound, scratch, REST_L - bound, bound, bound + LANES, scratch);
        } else {
            addWithResidual(
                    scratch,
                    REST_X - bound,
                    scratch,
                    REST_L - bound,
                    bound,
                    bound + LANES,
                    scratch,
                    REST_RESIDUAL - bound,
                    scratch);
            System.arraycopy(scratch, REST_RESIDUAL, residual, at + bound, rest);
        }
    }

    private static void pad(float[] x, int from, int n, float padding, float[] out, int at) {
        System.arraycopy(x, from, out, at, n);
        Arrays.fill(out, at + n, at + LANES, padding);
    }

    private static void add(float[] x, int atX, float[] l, int atL, int from, int to, float[] scratch) {
        for (int j = from; j < to; j += LANES) {
            FloatVector logit = load(l, atL + j);
            FloatVector e = FloatVectorFunctions.expOfMinusAbs(logit);
            join(FloatVectorFunctions.linearLogProb(load(x, atX + j), logit), e, j % PARTIAL, scratch);
        }
    }

    private static void addWithResidual(
            float[] x, int atX, float[] l, int atL, int from, int to, float[] residual, int at, float[] scratch) {
        for (int j = from; j < to; j += LANES) {
            FloatVector logit = load(l, atL + j);
            FloatVector value = load(x, atX + j);
            FloatVector e = FloatVectorFunctions.expOfMinusAbs(logit);
            value.sub(FloatVectorFunctions.sigmoid(logit, e)).intoArray(residual, at + j);
            join(FloatVectorFunctions.linearLogProb(value, logit), e, j % PARTIAL, scratch);
        }
    }

    /** Element j joins partial sum and product j mod 16, whatever the vector's length. */
    private static void join(FloatVector linear, FloatVector e, int partial, float[] scratch) {
        load(scratch, partial).add(linear).intoArray(scratch, partial);
        load(scratch, PRODUCTS + partial).mul(FloatVectorFunctions.onePlus(e)).intoArray(scratch, PRODUCTS + partial);
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
