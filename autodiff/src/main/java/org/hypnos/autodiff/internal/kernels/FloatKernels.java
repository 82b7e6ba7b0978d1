package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The kernels in plain Java. */
public class FloatKernels implements Kernels<float[]> {
    /** An array has 16 bytes of header. */
    static final int FIRST_ALIGNED = (64 - 16) / Float.BYTES;

    private static final FloatRuns RUNS = new FloatRuns();

    @Override
    public float[] allocate(int length) {
        return new float[length + PADDING];
    }

    @Override
    public int length(float[] array) {
        return array.length - PADDING;
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
    public void sum(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        FloatReductions.sum(x, out, outer, n, inner, partial);
    }

    @Override
    public void logSumExp(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        FloatReductions.logSumExp(x, out, outer, n, inner, partial);
    }

    @Override
    public void softmax(float[] x, float[] out, int outer, int n, int inner, float[] partial) {
        FloatReductions.softmax(x, out, outer, n, inner, partial);
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
    public int packedLength(Product product) {
        return FloatProducts.packedLength(product);
    }

    @Override
    public void pack(Product product, float[] right, float[] packed, int at) {
        FloatProducts.pack(product, right, packed, at);
    }

    @Override
    public void multiply(Product product, float[] left, float[] right, int at, float @Nullable [] bias, float[] out) {
        FloatProducts.multiply(product, left, right, at, bias, out);
    }

    @Override
    public int panelLength(Product product, int columns) {
        return FIRST_ALIGNED + product.m() * columns;
    }

    @Override
    public int panelStep(int columns) {
        return columns;
    }

    @Override
    public void multiplyAdd(
            Product product,
            float[] left,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel) {
        FloatProducts.multiplyAdd(product, left, right, scale, column, columns, panel, FIRST_ALIGNED);
    }

    @Override
    public int nonZeros(float[] x, int n, int most) {
        return FloatSparseProducts.nonZeros(x, n, most);
    }

    @Override
    public void listNonZeros(float[] x, int rows, int columns, Lines lines) {
        FloatSparseProducts.listNonZeros(x, rows, columns, lines);
    }

    @Override
    public void multiplySparse(
            Product product, float[] left, Lines lines, float[] right, int at, float @Nullable [] bias, float[] out) {
        FloatSparseProducts.multiply(product, left, lines, right, at, bias, out);
    }

    @Override
    public void multiplyAddSparse(
            Product product,
            float[] left,
            Lines lines,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel) {
        FloatSparseProducts.multiplyAdd(product, left, lines, right, scale, column, columns, panel);
    }

    @Override
    public int firstAligned() {
        return FIRST_ALIGNED;
    }

    @Override
    public void bernoulliLogProb(
            float[] x,
            int xRows,
            float[] l,
            int lRows,
            float[] out,
            int rows,
            int n,
            float @Nullable [] residual,
            float[] scratch) {
        for (int row = 0; row < rows; row++) {
            int atX = row % xRows * n;
            int atL = row % lRows * n;
            out[row] = FloatBernoulli.logProb(x, atX, l, atL, n, residual, row * n, scratch);
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
    public void bernoulli(Rows rows, float[] probabilities, int pRows, float[] out, int perRow) {
        for (int row = 0; row < rows.count(); row++) {
            uniformRow(rows.keyOf(row), out, row * perRow, perRow);
            bernoulliRow(probabilities, row % pRows * perRow, out, row * perRow, perRow);
        }
    }

    /** Replaces the uniform numbers u in {@code out} by one where u < p, else zero. */
    void bernoulliRow(float[] p, int atP, float[] out, int at, int n) {
        for (int j = 0; j < n; j++) {
            out[at + j] = out[at + j] < p[atP + j] ? 1 : 0;
        }
    }

    @Override
    public void drawAutoregressive(
            float[] uniform,
            float[] logits,
            int lRows,
            float[] weights,
            float[] out,
            int rows,
            int units,
            float[] sums) {
        FloatAutoregression.draw(runs(), uniform, logits, lRows, weights, out, rows, units, sums);
    }

    @Override
    public void nadeLogits(Nade nade, float[] x, float[] net, float[] out, int rows, float[] states) {
        new FloatNade(this, nade, net, states).logits(x, out, rows);
    }

    @Override
    public void nadeDraw(
            Nade nade,
            float[] uniform,
            float[] logits,
            int lRows,
            float[] net,
            float[] out,
            int rows,
            float[] states,
            float[] sums) {
        new FloatNade(this, nade, net, states).draw(uniform, logits, lRows, out, rows, sums);
    }

    @Override
    public void nadeGradient(
            Nade nade,
            float[] x,
            float[] net,
            float[] gradient,
            float[] toNet,
            float @Nullable [] toX,
            int rows,
            float[] states,
            float[] flow) {
        new FloatNade(this, nade, net, states).gradient(x, gradient, toNet, toX, rows, flow);
    }

    FloatRuns runs() {
        return RUNS;
    }

    @Override
    public void choose(float[] sums, int rows, int n, float[] out, int draws) {
        FloatScans.choose(sums, rows, n, out, draws);
    }

    @Override
    public void accumulate(float[] x, int atX, float[] out, int at, int n) {
        FloatReductions.accumulate(x, atX, out, at, n);
    }

    @Override
    public void scale(float[] x, int at, int n, double factor) {
        float by = (float) factor;
        for (int i = at; i < at + n; i++) {
            x[i] *= by;
        }
    }

    @Override
    public double sumOfSquares(float[] x, int at, int n) {
        return FloatReductions.sumOfSquares(x, at, n);
    }

    @Override
    public void update(UpdateStep step, float[] g, int atG, float[] x, float[] first, float[] second, int at, int n) {
        FloatUpdates.update(step, g, atG, x, first, second, at, n);
    }
}
