package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A vector of n (n + 1) / 2 numbers becomes a lower triangular matrix [n, n] with a positive diagonal, as a covariance
 * has for its Cholesky factor. The numbers fill the triangle row by row.
 *
 * @param diagonal what makes those on the diagonal positive, such as {@link Monotone.Exp} or {@link Monotone.Softplus}
 */
public record LowerCholesky(Monotone diagonal) implements Transform {
    /**
     * Checks that {@code diagonal} makes positive numbers.
     *
     * @param diagonal of codomain {@link Numbers.Positive}
     * @throws IllegalArgumentException if its codomain is another
     */
    public LowerCholesky {
        checkArgument(
                diagonal.codomain() instanceof Numbers.Positive,
                "LowerCholesky needs a diagonal of positive numbers, found %s, which gives %s",
                diagonal,
                diagonal.codomain());
    }

    /** A transform with a diagonal of exponentials. */
    public LowerCholesky() {
        this(new Monotone.Exp());
    }

    @Override
    public Tensor forward(Tensor x) {
        int n = rows(x.shape());
        Tensor triangle = Rearrange.of(x, n * n, i -> i % n <= i / n ? entry(i / n, i % n) : Rearrange.NOTHING)
                .reshape(imageShape(x.shape()));
        return withDiagonal(triangle, diagonal.forward(triangle.diagonal()));
    }

    @Override
    public Tensor inverse(Tensor y) {
        int n = y.shape().dim(-1);
        int size = entry(n, 0);
        Tensor triangle = withDiagonal(y, diagonal.inverse(y.diagonal()));
        Shape flat = y.shape().prefix(y.shape().rank() - 2).concat(Shape.of(n * n));
        int[] from = new int[size];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                from[entry(row, column)] = row * n + column;
            }
        }
        return Rearrange.of(triangle.reshape(flat), size, i -> from[i]);
    }

    private static Tensor withDiagonal(Tensor matrix, Tensor elements) {
        return matrix.lowerTriangle(-1).add(elements.diagonalMatrix());
    }

    /** Where a matrix' entry stands in the vector. */
    private static int entry(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    private static int rows(Shape vectors) {
        checkArgument(vectors.rank() > 0, "LowerCholesky needs vectors, found a single number");
        int size = vectors.dim(-1);
        int n = (int) Math.sqrt(2.0 * size);
        checkArgument(
                entry(n, 0) == size,
                "LowerCholesky needs vectors of 1, 3, 6, ..., n (n + 1) / 2 numbers, found shape %s",
                vectors);
        return n;
    }

    /** The sum over the diagonal. */
    @Override
    public Tensor logDeterminant(Tensor x, Tensor y) {
        Tensor onDiagonal = Rearrange.of(x, rows(x.shape()), row -> entry(row, row));
        return diagonal.logDeterminant(onDiagonal, y.diagonal()).sum(-1);
    }

    @Override
    public Support domain() {
        return new Numbers.Reals();
    }

    @Override
    public Support codomain() {
        return new Support.CholeskyFactors();
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Shape imageShape(Shape x) {
        int n = rows(x);
        return x.without(-1).concat(Shape.of(n, n));
    }
}
