package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The hot kernels by the Vector API; what remains of a row is done one by one, by the same formulas. */
public class FloatVectorKernels extends FloatKernels {
    private static final int LANES = SPECIES.length();
    private static final int PARTIAL_SUMS = FloatReductions.PARTIAL_SUMS;

    @Override
    public void map(MapFunction f, float[] x, float[] out, int n) {
        mapFrom(mapVectors(f, x, out, SPECIES.loopBound(n)), f, x, out, n);
    }

    /** Maps the first {@code n} elements, a multiple of the vector's length, and returns how many it did. */
    private static int mapVectors(MapFunction f, float[] x, float[] out, int n) {
        switch (f) {
            case EXP -> exp(x, out, n);
            case EXPM1 -> expm1(x, out, n);
            case TANH -> tanh(x, out, n);
            case SIGMOID -> sigmoid(x, out, n);
            case SOFTPLUS -> softplus(x, out, n);
            case LOG_SIGMOID -> logSigmoid(x, out, n);
            default -> {
                return 0;
            }
        }
        return n;
    }

    // A method for each: in one, the compiler would give up inlining on the way.

    private static void exp(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.exp(load(x, i)).intoArray(out, i);
        }
    }

    private static void expm1(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.expm1(load(x, i)).intoArray(out, i);
        }
    }

    private static void tanh(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.tanh(load(x, i)).intoArray(out, i);
        }
    }

    private static void sigmoid(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.sigmoid(load(x, i)).intoArray(out, i);
        }
    }

    private static void softplus(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.softplus(load(x, i)).intoArray(out, i);
        }
    }

    private static void logSigmoid(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVectorFunctions.logSigmoid(load(x, i)).intoArray(out, i);
        }
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    @Override
    public int matmulScratch(Product product) {
        return FloatVectorProducts.scratch(product);
    }

    @Override
    public void matmul(Product product, float[] left, float[] right, float[] out, float[] scratch) {
        FloatVectorProducts.matmul(product, left, right, out, scratch);
    }

    @Override
    public void affine(Product product, float[] left, float[] right, float[] bias, float[] out, float[] scratch) {
        FloatVectorProducts.affine(product, left, right, bias, out, scratch);
    }

    @Override
    public void addRows(Product product, float[] left, float[] right, float[] out, int from, int to, float[] scratch) {
        FloatVectorProducts.addRows(product, left, right, out, from, to, scratch);
    }

    @Override
    public void bernoulliLogProb(float[] x, int xRows, float[] l, int lRows, float[] out, int rows, int n) {
        if (LANES > PARTIAL_SUMS) {
            super.bernoulliLogProb(x, xRows, l, lRows, out, rows, n);
            return;
        }
        float[] partial = new float[PARTIAL_SUMS];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(partial, 0);
            out[row] = bernoulliLogProbRow(x, row % xRows * n, l, row % lRows * n, n, partial);
        }
    }

    /** Element j joins partial sum j mod 16, whatever the vector's length. */
    private static float bernoulliLogProbRow(float[] x, int atX, float[] l, int atL, int n, float[] partial) {
        int bound = SPECIES.loopBound(n);
        for (int j = 0; j < bound; j += LANES) {
            FloatVector logit = load(l, atL + j);
            FloatVector softplus = FloatVectorFunctions.softplus(logit);
            FloatVector logProb = load(x, atX + j).fma(logit, softplus.neg());
            int sum = j % PARTIAL_SUMS;
            load(partial, sum).add(logProb).intoArray(partial, sum);
        }
        for (int j = bound; j < n; j++) {
            float logit = l[atL + j];
            partial[j % PARTIAL_SUMS] += Math.fma(x[atX + j], logit, -FloatFunctions.softplus(logit));
        }
        return FloatReductions.tree(partial);
    }

    @Override
    public void bernoulliSlope(float[] g, float[] x, int xRows, float[] l, int lRows, float[] out, int rows, int n) {
        int bound = SPECIES.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int atX = row % xRows * n;
            int atL = row % lRows * n;
            int at = row * n;
            FloatVector gradient = FloatVectorLanes.lane(g[row]);
            for (int j = 0; j < bound; j += LANES) {
                FloatVector sigmoid = FloatVectorFunctions.sigmoid(load(l, atL + j));
                load(x, atX + j).sub(sigmoid).mul(gradient).intoArray(out, at + j);
            }
            bernoulliSlopeRow(g[row], x, atX, l, atL, out, at, bound, n);
        }
    }

    /** The difference u - sigmoid(l) is negative just where a one is drawn: its sign bit becomes the one. */
    @Override
    void bernoulliRow(float[] l, int atL, float[] out, int at, int n) {
        int bound = SPECIES.loopBound(n);
        for (int j = 0; j < bound; j += LANES) {
            FloatVector difference = load(out, at + j).sub(FloatVectorFunctions.sigmoid(load(l, atL + j)));
            FloatVectorLanes.oneIfNegative(difference).intoArray(out, at + j);
        }
        bernoulliRowFrom(bound, l, atL, out, at, n);
    }
}
