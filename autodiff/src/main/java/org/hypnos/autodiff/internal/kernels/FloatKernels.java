package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/** The kernels in plain Java. */
public class FloatKernels implements Kernels<float[]> {
    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public int length(float[] array) {
        return array.length;
    }

    @Override
    public double get(float[] array, int index) {
        return array[index];
    }

    @Override
    public void set(float[] array, int index, double value) {
        array[index] = (float) value;
    }

    @Override
    public void fill(float[] out, int from, int to, double value) {
        Arrays.fill(out, from, to, (float) value);
    }

    @Override
    public void copy(float[] x, int atX, int stepX, float[] out, int at, int n) {
        if (stepX == 1) {
            System.arraycopy(x, atX, out, at, n);
        } else if (stepX == 0) {
            Arrays.fill(out, at, at + n, x[atX]);
        } else {
            for (int i = 0; i < n; i++) {
                out[at + i] = x[atX + i * stepX];
            }
        }
    }

    @Override
    public void map(MapFunction f, float[] x, float[] out, int n) {
        mapFrom(0, f, x, out, n);
    }

    /** The elements from {@code start} on, one by one. */
    static void mapFrom(int start, MapFunction f, float[] x, float[] out, int n) {
        switch (f) {
            case NEG -> {
                for (int i = start; i < n; i++) {
                    out[i] = -x[i];
                }
            }
            case ABS -> {
                for (int i = start; i < n; i++) {
                    out[i] = Math.abs(x[i]);
                }
            }
            case SQUARE -> {
                for (int i = start; i < n; i++) {
                    out[i] = x[i] * x[i];
                }
            }
            case SQRT -> {
                for (int i = start; i < n; i++) {
                    out[i] = (float) Math.sqrt(x[i]);
                }
            }
            case EXP -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.exp(x[i]);
                }
            }
            case LOG -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatLogarithm.log(x[i]);
                }
            }
            case TANH -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.tanh(x[i]);
                }
            }
            case SIGMOID -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.sigmoid(x[i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.softplus(x[i]);
                }
            }
            case LOG_SIGMOID -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.logSigmoid(x[i]);
                }
            }
            case EXPM1 -> {
                for (int i = start; i < n; i++) {
                    out[i] = FloatFunctions.expm1(x[i]);
                }
            }
            default -> {
                for (int i = start; i < n; i++) {
                    out[i] = rare(f, x[i]);
                }
            }
        }
    }

    private static float rare(MapFunction f, float x) {
        return switch (f) {
            case LOG1P -> FloatLogarithm.log1p(x);
            case ERF -> (float) ErrorFunction.erf(x);
            case LGAMMA -> (float) GammaFunctions.lgamma(x);
            case DIGAMMA -> (float) GammaFunctions.digamma(x);
            case TRIGAMMA -> (float) GammaFunctions.trigamma(x);
            default -> throw new AssertionError(f);
        };
    }

    @Override
    public void zip(
            ZipFunction f, float[] x, int atX, int stepX, float[] y, int atY, int stepY, float[] out, int at, int n) {
        FloatZips.zip(f, x, atX, stepX, y, atY, stepY, out, at, n);
    }

    @Override
    public void select(float[] condition, float[] then, float[] otherwise, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = condition[i] != 0 ? then[i] : otherwise[i];
        }
    }

    @Override
    public void sum(float[] x, float[] out, int outer, int n, int inner) {
        FloatReductions.sum(x, out, outer, n, inner);
    }

    @Override
    public void logSumExp(float[] x, float[] out, int outer, int n, int inner) {
        FloatReductions.logSumExp(x, out, outer, n, inner);
    }

    @Override
    public void softmax(float[] x, float[] out, int outer, int n, int inner) {
        FloatReductions.softmax(x, out, outer, n, inner);
    }

    @Override
    public void cumulativeSum(float[] x, float[] out, int outer, int n, int inner, boolean reversed) {
        FloatScans.cumulativeSum(x, out, outer, n, inner, reversed);
    }

    @Override
    public void argMax(float[] x, float[] out, int outer, int n, int inner) {
        FloatScans.argMax(x, out, outer, n, inner);
    }

    @Override
    public int cholesky(float[] x, float[] out, int matrices, int n) {
        return FloatTriangles.cholesky(x, out, matrices, n);
    }

    @Override
    public void triangularSolve(float[] l, float[] b, float[] out, int matrices, int n, int m, boolean transposed) {
        FloatTriangles.solve(l, b, out, matrices, n, m, transposed);
    }

    @Override
    public int matmulScratch(Product product) {
        return FloatProducts.scratch(product);
    }

    @Override
    public void matmul(Product product, float[] left, float[] right, float[] out, float[] scratch) {
        FloatProducts.matmul(product, left, right, out, scratch);
    }

    @Override
    public void affine(Product product, float[] left, float[] right, float[] bias, float[] out, float[] scratch) {
        FloatProducts.affine(product, left, right, bias, out, scratch);
    }

    @Override
    public void addRows(Product product, float[] left, float[] right, float[] out, int from, int to, float[] scratch) {
        FloatProducts.addRows(product, left, right, out, from, to, scratch);
    }

    @Override
    public void bernoulliLogProb(float[] x, int xRows, float[] l, int lRows, float[] out, int rows, int n) {
        float[] partial = new float[FloatReductions.PARTIAL_SUMS];
        for (int row = 0; row < rows; row++) {
            int atX = row % xRows * n;
            int atL = row % lRows * n;
            Arrays.fill(partial, 0);
            for (int j = 0; j < n; j++) {
                float logit = l[atL + j];
                partial[j % partial.length] += Math.fma(x[atX + j], logit, -FloatFunctions.softplus(logit));
            }
            out[row] = FloatReductions.tree(partial);
        }
    }

    @Override
    public void bernoulliSlope(float[] g, float[] x, int xRows, float[] l, int lRows, float[] out, int rows, int n) {
        for (int row = 0; row < rows; row++) {
            bernoulliSlopeRow(g[row], x, row % xRows * n, l, row % lRows * n, out, row * n, 0, n);
        }
    }

    /** The elements of one row from {@code start} on. */
    static void bernoulliSlopeRow(
            float g, float[] x, int atX, float[] l, int atL, float[] out, int at, int start, int n) {
        for (int j = start; j < n; j++) {
            out[at + j] = g * (x[atX + j] - FloatFunctions.sigmoid(l[atL + j]));
        }
    }

    @Override
    public void uniform(Rows rows, float[] out, int perRow) {
        for (int row = 0; row < rows.count(); row++) {
            uniformRow(rows.keyOf(row), out, row * perRow, perRow);
        }
    }

    /** Uniform numbers for one row. */
    void uniformRow(long key, float[] out, int at, int n) {
        FloatDraws.uniform(key, out, at, n);
    }

    @Override
    public void normal(Rows rows, float[] out, int perRow) {
        for (int row = 0; row < rows.count(); row++) {
            FloatDraws.normal(rows.keyOf(row), out, row * perRow, perRow);
        }
    }

    @Override
    public void bernoulli(Rows rows, float[] l, int lRows, float[] out, int perRow) {
        uniform(rows, out, perRow);
        for (int row = 0; row < rows.count(); row++) {
            bernoulliRow(l, row % lRows * perRow, out, row * perRow, perRow);
        }
    }

    /** Replaces the uniform numbers u in {@code out} by one where u < sigmoid(l), else zero. */
    void bernoulliRow(float[] l, int atL, float[] out, int at, int n) {
        bernoulliRowFrom(0, l, atL, out, at, n);
    }

    static void bernoulliRowFrom(int start, float[] l, int atL, float[] out, int at, int n) {
        for (int j = start; j < n; j++) {
            out[at + j] = out[at + j] < FloatFunctions.sigmoid(l[atL + j]) ? 1 : 0;
        }
    }

    @Override
    public void accumulate(float[] x, float[] out, int from, int to) {
        FloatReductions.accumulate(x, from, out, from, to - from);
    }

    @Override
    public void adam(float[] g, float[] x, float[] m, float[] v, int from, int to, AdamStep step) {
        FloatUpdates.adam(g, x, m, v, from, to, step);
    }

    @Override
    public void momentum(float[] g, float[] x, float[] v, int from, int to, double rate, double momentum) {
        FloatUpdates.momentum(g, x, v, from, to, (float) rate, (float) momentum);
    }
}
