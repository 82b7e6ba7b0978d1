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
    private static final int TILE = HEIGHT * WIDEST * LANES;

    private FloatVectorProducts() {}

    /** Room for one panel and for one tile that juts out of the result. */
    static int scratch(Product product) {
        return product.k() * WIDEST * LANES + TILE;
    }

    static void matmul(Product product, float[] left, float[] right, float[] out, float[] scratch) {
        int vectors = (product.n() + LANES - 1) / LANES;
        int panels = (vectors + WIDEST - 1) / WIDEST;
        int column = 0;
        for (int panel = 0; panel < panels; panel++) {
            int width = vectors / panels + (panel < vectors % panels ? 1 : 0); // balanced
            int columns = Math.min(width * LANES, product.n() - column);
            pack(product, right, column, columns, width * LANES, scratch);
            multiply(product, left, scratch, width, out, column, columns);
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
                packFour(right, (column + j) * k, k, scratch, TILE + j, padded);
            }
            for (; j < columns; j++) {
                for (int p = 0; p < k; p++) {
                    scratch[TILE + p * padded + j] = right[(column + j) * k + p];
                }
            }
        } else {
            for (int p = 0; p < k; p++) {
                System.arraycopy(right, p * n + column, scratch, TILE + p * padded, columns);
            }
        }
        if (columns < padded) {
            for (int p = 0; p < k; p++) {
                Arrays.fill(scratch, TILE + p * padded + columns, TILE + (p + 1) * padded, 0);
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

    /** All rows of the left side with one panel; the last tile overlaps the one before it. */
    private static void multiply(
            Product product, float[] left, float[] scratch, int width, float[] out, int column, int columns) {
        int m = product.m();
        int n = product.n();
        int stepRow = product.leftTransposed() ? 1 : product.k();
        int stepK = product.leftTransposed() ? m : 1;
        int last = Math.min(HEIGHT, m) - 1;
        boolean jutsOut = columns < width * LANES;
        for (int i = 0; i < m; i += HEIGHT) {
            int row = Math.max(0, Math.min(i, m - HEIGHT));
            int at = row * stepRow;
            int to = row * n + column;
            if (jutsOut) {
                int padded = width * LANES;
                FloatVectorTiles.tile(
                        width, product.k(), left, at, stepRow, stepK, last, scratch, TILE, scratch, 0, padded);
                for (int r = 0; r <= last; r++) {
                    System.arraycopy(scratch, r * padded, out, to + r * n, columns);
                }
            } else {
                FloatVectorTiles.tile(width, product.k(), left, at, stepRow, stepK, last, scratch, TILE, out, to, n);
            }
        }
    }
}
