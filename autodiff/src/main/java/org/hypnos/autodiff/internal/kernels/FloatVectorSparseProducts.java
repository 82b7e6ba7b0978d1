package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.hypnos.autodiff.internal.kernels.FloatVectorProducts.Panels;
import org.jspecify.annotations.Nullable;

/**
 * Products with the few numbers of the left side that are not zero, by the Vector API: one row meets one panel at a time,
 * with one register for each vector of the result.
 */
final class FloatVectorSparseProducts {
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = FloatSparseProducts.BLOCK;

    private FloatVectorSparseProducts() {}

    static int nonZeros(float[] x, int n, int most) {
        int bound = SPECIES.loopBound(n);
        int count = 0;
        for (int from = 0; from < bound && count <= most; from += BLOCK) {
            count += countVectors(x, from, Math.min(bound, from + BLOCK));
        }
        for (int i = bound; i < n; i++) {
            count += FloatLanes.oneIfNotZero(x[i]);
        }
        return count;
    }

    private static int countVectors(float[] x, int from, int to) {
        IntVector counts = FloatVectorLanes.oneIfNotZero(FloatVector.fromArray(SPECIES, x, from));
        for (int i = from + LANES; i < to; i += LANES) {
            counts = counts.add(FloatVectorLanes.oneIfNotZero(FloatVector.fromArray(SPECIES, x, i)));
        }
        return (int) counts.reduceLanesToLong(VectorOperators.ADD); // whole numbers: any order gives the same
    }

    static void multiply(
            Product product, float[] left, Lines lines, float[] packed, int at, float @Nullable [] bias, float[] out) {
        int k = product.k();
        Panels panels = Panels.of(product.n());
        for (int i = panels.count() - 1; i >= 0; i--) {
            int column = panels.first(i) * LANES;
            int panel = at + column * k;
            float[] first = bias == null ? FloatVectorProducts.ZERO : bias;
            int atFirst = bias == null ? 0 : column;
            for (int row = 0; row < product.m(); row++) {
                FloatVectorTiles.row(
                        panels.width(i),
                        lines.index(),
                        lines.start()[row],
                        lines.start()[row + 1],
                        left,
                        row * k,
                        1,
                        packed,
                        panel,
                        first,
                        atFirst,
                        out,
                        row * product.n() + column);
            }
        }
    }

    static void multiplyAdd(
            Product product,
            float[] left,
            Lines lines,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel) {
        int m = product.m();
        int step = FloatVectorProducts.panelStep(columns);
        int packed = FloatVectorProducts.atPacked(product, columns);
        Panels panels = Panels.of(columns);
        for (int i = 0; i < panels.count(); i++) {
            int width = panels.width(i);
            int first = panels.first(i) * LANES;
            FloatVectorProducts.packPanel(
                    product,
                    right,
                    scale,
                    column + first,
                    Math.min(width * LANES, columns - first),
                    width * LANES,
                    panel,
                    packed);
            for (int row = 0; row < m; row++) {
                int at = FloatKernels.FIRST_ALIGNED + first + row * step;
                FloatVectorTiles.row(
                        width,
                        lines.index(),
                        lines.start()[row],
                        lines.start()[row + 1],
                        left,
                        row,
                        m,
                        panel,
                        packed,
                        panel,
                        at,
                        panel,
                        at);
            }
        }
    }
}
