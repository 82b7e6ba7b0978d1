package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products by the Vector API. The right side is packed into panels of up to four vectors a row; each panel meets
 * the left side six rows at a time, with one register for each element of the tile, which adds over the whole of k.
 *
 * <p>Tiles write whole vectors. What juts out of a row falls on the beginning of the next one, which is written later, or
 * behind the array's last number, where there is room.
 */
final class FloatVectorProducts {
    private static final int LANES = SPECIES.length();
    /** Vectors across a tile: with six rows, as many as the registers hold. */
    private static final int WIDEST = SPECIES.vectorBitSize() == 512 ? 4 : 2;

    private static final int HEIGHT = FloatVectorTiles.HEIGHT;
    private static final float[] ZERO = new float[WIDEST * LANES];

    private FloatVectorProducts() {}

    /** How {@code n} columns are cut into panels, which differ by at most one vector. */
    private record Panels(int vectors, int count) {
        static Panels of(int n) {
            int vectors = (n + LANES - 1) / LANES;
            return new Panels(vectors, (vectors + WIDEST - 1) / WIDEST);
        }

        /** The vectors in front of panel {@code i}. */
        int first(int i) {
            return i * (vectors / count) + Math.min(i, vectors % count);
        }

        int width(int i) {
            return first(i + 1) - first(i);
        }
    }

    static int packedLength(Product product) {
        return Panels.of(product.n()).vectors() * LANES * product.k();
    }

    static void pack(Product product, float[] right, float[] packed, int at) {
        Panels panels = Panels.of(product.n());
        for (int i = 0; i < panels.count(); i++) {
            int column = panels.first(i) * LANES;
            int columns = Math.min(panels.width(i) * LANES, product.n() - column);
            packPanel(
                    product, right, null, column, columns, panels.width(i) * LANES, packed, at + column * product.k());
        }
    }

    static void multiply(Product product, float[] left, float[] packed, int at, float @Nullable [] bias, float[] out) {
        Panels panels = Panels.of(product.n());
        float[] start = bias == null ? ZERO : bias;
        for (int i = panels.count() - 1; i >= 0; i--) {
            int column = panels.first(i) * LANES;
            int panel = at + column * product.k();
            int atStart = bias == null ? 0 : column;
            tiles(product, left, panels.width(i), packed, panel, start, atStart, 0, out, column, product.n());
        }
    }

    static int panelStep(int columns) {
        return Panels.of(columns).vectors() * LANES;
    }

    static int panelLength(Product product, int columns) {
        return atPacked(product, columns) + product.k() * WIDEST * LANES;
    }

    private static int atPacked(Product product, int columns) {
        return FloatKernels.FIRST_ALIGNED + product.m() * panelStep(columns);
    }

    static void multiplyAdd(
            Product product,
            float[] left,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            float[] panel) {
        Panels panels = Panels.of(columns);
        int step = panelStep(columns);
        int packed = atPacked(product, columns);
        for (int i = 0; i < panels.count(); i++) {
            int first = panels.first(i) * LANES;
            int padded = panels.width(i) * LANES;
            packPanel(product, right, scale, column + first, Math.min(padded, columns - first), padded, panel, packed);
            int at = FloatKernels.FIRST_ALIGNED + first;
            tiles(product, left, panels.width(i), panel, packed, panel, at, step, panel, at, step);
        }
    }

    /** Writes columns of the right side, each row times its scale, as rows [k, padded], zero behind the last column. */
    private static void packPanel(
            Product product,
            float[] right,
            float @Nullable [] scale,
            int column,
            int columns,
            int padded,
            float[] packed,
            int at) {
        int n = product.n();
        int k = product.k();
        if (product.rightTransposed()) {
            int j = 0;
            for (; j + 4 <= columns; j += 4) {
                packFour(right, (column + j) * k, k, packed, at + j, padded);
            }
            for (; j < columns; j++) {
                for (int p = 0; p < k; p++) {
                    packed[at + p * padded + j] = right[(column + j) * k + p];
                }
            }
        } else if (scale == null) {
            for (int p = 0; p < k; p++) {
                System.arraycopy(right, p * n + column, packed, at + p * padded, columns);
            }
        } else {
            for (int p = 0; p < k; p++) {
                packScaled(scale[p], right, p * n + column, packed, at + p * padded, columns);
            }
        }
        if (columns < padded) {
            for (int p = 0; p < k; p++) {
                Arrays.fill(packed, at + p * padded + columns, at + (p + 1) * padded, 0);
            }
        }
    }

    private static void packScaled(float scale, float[] right, int from, float[] packed, int at, int n) {
        FloatVector factor = FloatVectorLanes.lane(scale);
        int bound = SPECIES.loopBound(n);
        for (int j = 0; j < bound; j += LANES) {
            FloatVector.fromArray(SPECIES, right, from + j).mul(factor).intoArray(packed, at + j);
        }
        for (int j = bound; j < n; j++) {
            packed[at + j] = scale * right[from + j];
        }
    }

    private static void packFour(float[] right, int from, int k, float[] packed, int at, int padded) {
        for (int p = 0; p < k; p++) {
            int row = at + p * padded;
            packed[row] = right[from + p];
            packed[row + 1] = right[from + k + p];
            packed[row + 2] = right[from + 2 * k + p];
            packed[row + 3] = right[from + 3 * k + p];
        }
    }

    /** All rows of the result, as far as one panel goes, six at a time; row r starts at {@code start[atStart + r stepStart]}. */
    private static void tiles(
            Product product,
            float[] left,
            int width,
            float[] packed,
            int panel,
            float[] start,
            int atStart,
            int stepStart,
            float[] out,
            int to,
            int stepOut) {
        int m = product.m();
        int k = product.k();
        int stepRow = product.leftTransposed() ? 1 : k;
        int stepK = product.leftTransposed() ? m : 1;
        for (int row = 0; row < m; row += HEIGHT) {
            FloatVectorTiles.tile(
                    width,
                    k,
                    left,
                    row * stepRow,
                    stepRow,
                    stepK,
                    Math.min(HEIGHT, m - row) - 1,
                    packed,
                    panel,
                    start,
                    atStart + row * stepStart,
                    stepStart,
                    out,
                    to + row * stepOut,
                    stepOut);
        }
    }
}
