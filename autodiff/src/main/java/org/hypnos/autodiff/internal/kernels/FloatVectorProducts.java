package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import java.util.Arrays;

/**
 * Matrix products by the Vector API. The right side is packed into panels of up to four vectors a row; each panel meets
 * the left side six rows at a time, with one register for each element of the tile, which adds over the whole of k.
 */
final class FloatVectorProducts {
    private static final int LANES = SPECIES.length();
    /** Vectors across a tile: with six rows, as many as the registers hold. */
    private static final int WIDEST = SPECIES.vectorBitSize() == 512 ? 4 : 2;

    private static final int HEIGHT = FloatVectorTiles.HEIGHT;
    private static final int ROW = WIDEST * LANES;

    // The scratch array: a row that tiles start from, a tile that juts out of the result, a panel.
    private static final int TILE = ROW;
    private static final int PANEL = TILE + HEIGHT * ROW;

    private FloatVectorProducts() {}

    static int scratch(Product product) {
        return PANEL + product.k() * ROW;
    }

    /** What the elements of the result start from. */
    private enum Start {
        ZERO,
        BIAS,
        PRESENT
    }

    static void matmul(Product product, float[] left, float[] right, float[] out, float[] scratch) {
        columns(Start.ZERO, product, left, right, out, out, 0, product.m(), scratch);
    }

    static void affine(Product product, float[] left, float[] right, float[] bias, float[] out, float[] scratch) {
        columns(Start.BIAS, product, left, right, bias, out, 0, product.m(), scratch);
    }

    static void addRows(Product product, float[] left, float[] right, float[] out, int from, int to, float[] scratch) {
        columns(Start.PRESENT, product, left, right, out, out, from, to, scratch);
    }

    /** Columns as wide as a panel, one after the other; panels differ by at most one vector. */
    private static void columns(
            Start start,
            Product product,
            float[] left,
            float[] right,
            float[] bias,
            float[] out,
            int from,
            int to,
            float[] scratch) {
        int vectors = (product.n() + LANES - 1) / LANES;
        int panels = (vectors + WIDEST - 1) / WIDEST;
        int column = 0;
        for (int panel = 0; panel < panels; panel++) {
            int width = vectors / panels + (panel < vectors % panels ? 1 : 0);
            int columns = Math.min(width * LANES, product.n() - column);
            pack(product, right, column, columns, width * LANES, scratch);
            Arrays.fill(scratch, 0, ROW, 0);
            if (start == Start.BIAS) {
                System.arraycopy(bias, column, scratch, 0, columns);
            }
            rows(start, product, left, width, out, column, columns, from, to, scratch);
            column += columns;
        }
    }

    /** Writes columns of the right side as rows [k, padded], zero behind the last column. */
    private static void pack(Product product, float[] right, int column, int columns, int padded, float[] scratch) {
        int n = product.n();
        int k = product.k();
        if (product.rightTransposed()) {
            int j = 0;
            for (; j + 4 <= columns; j += 4) {
                packFour(right, (column + j) * k, k, scratch, PANEL + j, padded);
            }
            for (; j < columns; j++) {
                for (int p = 0; p < k; p++) {
                    scratch[PANEL + p * padded + j] = right[(column + j) * k + p];
                }
            }
        } else {
            for (int p = 0; p < k; p++) {
                System.arraycopy(right, p * n + column, scratch, PANEL + p * padded, columns);
            }
        }
        if (columns < padded) {
            for (int p = 0; p < k; p++) {
                Arrays.fill(scratch, PANEL + p * padded + columns, PANEL + (p + 1) * padded, 0);
            }
        }
    }

    private static void packFour(float[] right, int at, int k, float[] scratch, int to, int padded) {
        for (int p = 0; p < k; p++) {
            int row = to + p * padded;
            scratch[row] = right[at + p];
            scratch[row + 1] = right[at + k + p];
            scratch[row + 2] = right[at + 2 * k + p];
            scratch[row + 3] = right[at + 3 * k + p];
        }
    }

    /** The rows from {@code from} to {@code to} of the result, as far as one panel goes, six at a time. */
    private static void rows(
            Start start,
            Product product,
            float[] left,
            int width,
            float[] out,
            int column,
            int columns,
            int from,
            int to,
            float[] scratch) {
        int n = product.n();
        int k = product.k();
        int padded = width * LANES;
        int stepRow = product.leftTransposed() ? 1 : k;
        int stepK = product.leftTransposed() ? product.m() : 1;
        boolean present = start == Start.PRESENT;
        boolean jutsOut = columns < padded;
        for (int row = from; row < to; row += HEIGHT) {
            int last = Math.min(HEIGHT, to - row) - 1;
            int cell = row * n + column;
            if (jutsOut && present) {
                copy(out, cell, n, scratch, TILE, padded, last, columns);
            }
            float[] target = jutsOut ? scratch : out;
            int first = jutsOut ? TILE : cell;
            int step = jutsOut ? padded : n;
            FloatVectorTiles.tile(
                    width,
                    k,
                    left,
                    row * stepRow,
                    stepRow,
                    stepK,
                    last,
                    scratch,
                    PANEL,
                    present ? target : scratch,
                    present ? first : 0,
                    present ? step : 0,
                    target,
                    first,
                    step);
            if (jutsOut) {
                copy(scratch, TILE, padded, out, cell, n, last, columns);
            }
        }
    }

    private static void copy(float[] x, int at, int step, float[] out, int to, int stepOut, int last, int columns) {
        for (int r = 0; r <= last; r++) {
            System.arraycopy(x, at + r * step, out, to + r * stepOut, columns);
        }
    }
}
