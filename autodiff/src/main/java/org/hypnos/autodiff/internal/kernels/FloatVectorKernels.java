package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** The hot kernels by the Vector API; what remains of a row is done one by one, by the same formulas. */
public class FloatVectorKernels extends FloatKernels {
    private static final int LANES = SPECIES.length();
    private static final FloatRuns RUNS = new FloatVectorRuns();

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
            FloatVector lanes = load(x, i);
            FloatVector e = FloatVectorFunctions.expOfMinusAbs(lanes);
            FloatVectorFunctions.sigmoid(lanes, e).intoArray(out, i);
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
    public int packedLength(Product product) {
        return FloatVectorProducts.packedLength(product);
    }

    @Override
    public void pack(Product product, float[] right, float[] packed, int at) {
        FloatVectorProducts.pack(product, right, packed, at);
    }

    @Override
    public void multiply(Product product, float[] left, float[] right, int at, float @Nullable [] bias, float[] out) {
        FloatVectorProducts.multiply(product, left, right, at, bias, out);
    }

    @Override
    public int panelLength(Product product, int columns) {
        return FloatVectorProducts.panelLength(product, columns);
    }

    @Override
    public int panelStep(int columns) {
        return FloatVectorProducts.panelStep(columns);
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
        FloatVectorProducts.multiplyAdd(product, left, right, scale, column, columns, panel);
    }

    @Override
    public void multiplySparse(
            Product product, float[] left, Lines lines, float[] right, int at, float @Nullable [] bias, float[] out) {
        FloatVectorSparseProducts.multiply(product, left, lines, right, at, bias, out);
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
        FloatVectorSparseProducts.multiplyAdd(product, left, lines, right, scale, column, columns, panel);
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
        if (LANES > FloatReductions.PARTIAL_SUMS) {
            super.bernoulliLogProb(x, xRows, l, lRows, out, rows, n, residual, scratch);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int atX = row % xRows * n;
            int atL = row % lRows * n;
            out[row] = FloatVectorBernoulli.logProb(x, atX, l, atL, n, residual, row * n, scratch);
        }
    }

    /**
     * The difference u - p is negative just where a one is drawn: its sign bit becomes the one. The last vector may jut out
     * into the next row, which is drawn later.
     */
    @Override
    void bernoulliRow(float[] p, int atP, float[] out, int at, int n) {
        for (int j = 0; j < n; j += LANES) {
            FloatVectorLanes.oneIfNegative(load(out, at + j).sub(load(p, atP + j)))
                    .intoArray(out, at + j);
        }
    }

    @Override
    FloatRuns runs() {
        return LANES > FloatRuns.MULTIPLE ? super.runs() : RUNS;
    }

    @Override
    public int nonZeros(float[] x, int n, int most) {
        return FloatVectorSparseProducts.nonZeros(x, n, most);
    }

    @Override
    public void update(UpdateStep step, float[] g, int atG, float[] x, float[] first, float[] second, int at, int n) {
        int bound = FloatVectorLanes.SPECIES.loopBound(n);
        FloatVectorUpdates.update(step, g, atG, x, first, second, at, bound);
        FloatUpdates.update(step, g, atG + bound, x, first, second, at + bound, n - bound);
    }
}
