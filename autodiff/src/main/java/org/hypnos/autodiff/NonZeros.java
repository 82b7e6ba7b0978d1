package org.hypnos.autodiff;

import java.util.Arrays;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Lines;
import org.jspecify.annotations.Nullable;

/**
 * Where the few numbers of a matrix that are not zero stand: products skip the others. Every engine skips the same ones, and
 * a skipped product would have added nothing, if the other factor is finite.
 */
final class NonZeros implements Tensor.Content {
    /** A matrix with more numbers than one in so many that are not zero is multiplied as a whole. */
    private static final int SPARSE = 4;

    /** What is known of a matrix that has many. */
    static final NonZeros MANY = new NonZeros(0, 0, new Lines(new int[1], new int[0]));

    private final int rows;
    private final int columns;
    private final Lines byRow;
    private @Nullable Lines byColumn;

    private NonZeros(int rows, int columns, Lines byRow) {
        this.rows = rows;
        this.columns = columns;
        this.byRow = byRow;
    }

    /** Those of {@code x} as rows of its last axis; {@link #MANY} if there are. */
    static NonZeros of(Tensor x) {
        int size = x.shape().size();
        int columns = x.shape().dim(-1);
        int most = size / SPARSE;
        Kernels<Object> kernels = x.kernels();
        if (kernels.nonZeros(x.array(), size, most) > most) {
            return MANY;
        }
        Workspace workspace = x.workspace();
        int rows = size / columns;
        Lines lines = new Lines(workspace.integers(rows + 1), workspace.integers(most + 1));
        kernels.listNonZeros(x.array(), rows, columns, lines);
        return new NonZeros(rows, columns, lines);
    }

    Lines byRow() {
        return byRow;
    }

    /** Lists them by column too, if nobody did, with memory from {@code workspace}. */
    void listByColumn(Workspace workspace) {
        if (byColumn == null) {
            Lines lines = new Lines(workspace.integers(columns + 1), workspace.integers(byRow.start()[rows] + 1));
            listByColumn(lines.start(), lines.index());
            byColumn = lines;
        }
    }

    /** Null before {@link #listByColumn}. */
    @Nullable
    Lines byColumn() {
        return byColumn;
    }

    /** Counts each column, then lets each row write where the column's list has come to. */
    private void listByColumn(int[] start, int[] index) {
        int count = byRow.start()[rows];
        Arrays.fill(start, 0, columns + 1, 0);
        for (int i = 0; i < count; i++) {
            start[byRow.index()[i] + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            start[column + 1] += start[column];
        }
        for (int row = 0; row < rows; row++) {
            for (int i = byRow.start()[row]; i < byRow.start()[row + 1]; i++) {
                index[start[byRow.index()[i]]++] = row;
            }
        }
        System.arraycopy(start, 0, start, 1, columns); // each has come to where the next began
        start[0] = 0;
    }
}
