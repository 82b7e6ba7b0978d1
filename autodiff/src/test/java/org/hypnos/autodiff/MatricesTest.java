package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatricesTest {
    /** L = [[2, 0, 0], [1, 3, 0], [-2, 0.5, 1]]. */
    private static final Tensor FACTOR = Tensor.of(DType.FLOAT64, Shape.of(3, 3), 2, 0, 0, 1, 3, 0, -2, 0.5, 1);

    private static final Tensor COVARIANCE =
            Tensor.of(DType.FLOAT64, Shape.of(3, 3), 4, 2, -4, 2, 10, -0.5, -4, -0.5, 5.25);

    @ParameterizedTest
    @EnumSource(DType.class)
    void choleskyFindsTheFactor(DType dtype) {
        Tensor two = Tensor.stack(0, COVARIANCE, COVARIANCE.mul(4)).to(dtype);
        Tensor factors = two.cholesky();
        assertThat(factors.toDoubles())
                .isEqualTo(Tensor.stack(0, FACTOR, FACTOR.mul(2)).toDoubles());
    }

    @Test
    void choleskyReadsTheLowerTriangle() {
        Tensor unread = COVARIANCE
                .lowerTriangle(0)
                .add(Tensor.full(DType.FLOAT64, Shape.of(3, 3), 7).upperTriangle(1));
        assertThat(unread.cholesky().toDoubles()).isEqualTo(FACTOR.toDoubles());
    }

    /** log det X = 2 sum of log L_ii, whose gradient is the inverse of X. */
    @Test
    void theGradientOfALogDeterminantIsTheInverse() {
        Tape tape = new Tape();
        Tensor x = tape.watch(COVARIANCE);
        Tensor inverse =
                tape.gradients(x.cholesky().diagonal().log().sum().mul(2)).of(x);
        assertThat(inverse.matmul(COVARIANCE).toDoubles())
                .containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, within(1e-14));
        assertThat(inverse.transpose().toDoubles()).isEqualTo(inverse.toDoubles());
    }

    @Test
    void choleskyNamesTheMatrixAndThePivot() {
        Tensor indefinite = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 2, 2, 1);
        Tensor fine = Tensor.of(DType.FLOAT64, Shape.of(2), 1, 1).diagonalMatrix();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.stack(0, fine, indefinite).cholesky())
                .withMessage("cholesky: matrix 1 of [2, 2, 2] is not positive definite: pivot 1 is -3.0;"
                        + " is it a covariance, or is something to be added to its diagonal?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fine.mul(Double.NaN).cholesky())
                .withMessageContaining("pivot 0 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(DType.FLOAT64, Shape.of(2, 3)).cholesky())
                .withMessage("cholesky needs square matrices in the last two axes, found [2, 3]");
    }

    @Test
    void solvesTriangularEquations() {
        Tensor b = Tensor.of(DType.FLOAT64, Shape.of(3, 2), 2, 4, 4, -1, -0.5, 3);
        Tensor noise = FACTOR.add(Tensor.full(DType.FLOAT64, Shape.of(3, 3), 9).upperTriangle(1));
        assertThat(FACTOR.matmul(noise.triangularSolve(b)).toDoubles()).containsExactly(b.toDoubles(), within(1e-14));
        assertThat(FACTOR.transpose().matmul(noise.transposedTriangularSolve(b)).toDoubles())
                .containsExactly(b.toDoubles(), within(1e-14));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACTOR.triangularSolve(b.transpose()))
                .withMessage("triangularSolve: 3 equations for 2 rows in [3, 3] and [2, 3]");
    }

    @Test
    void multipliesMatrixByMatrix() {
        Tensor x = Numbers.grid(1, Shape.of(2, 3, 4, 5));
        Tensor w = Numbers.grid(2, Shape.of(2, 3, 5, 2));
        Tensor product = x.batchMatmul(w);
        assertThat(product.shape()).isEqualTo(Shape.of(2, 3, 4, 2));
        Tensor last = x.slice(0, 1, 2).slice(1, 2, 3).reshape(Shape.of(4, 5));
        Tensor factor = w.slice(0, 1, 2).slice(1, 2, 3).reshape(Shape.of(5, 2));
        assertThat(product.slice(0, 1, 2).slice(1, 2, 3).toDoubles())
                .isEqualTo(last.matmul(factor).toDoubles());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.batchMatmul(factor))
                .withMessage("batchMatmul needs matrices with the same leading axes, found [2, 3, 4, 5] and [5, 2];"
                        + " broadcastTo() repeats them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.batchMatmul(x))
                .withMessage("batchMatmul: inner extents differ in [2, 3, 4, 5] and [2, 3, 4, 5]: 5 and 4");
    }

    @Test
    void trianglesKeepOneSideOfADiagonal() {
        Tensor x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(x.lowerTriangle(0).toDoubles()).isEqualTo(new double[] {1, 0, 0, 4, 5, 0});
        assertThat(x.lowerTriangle(1).toDoubles()).isEqualTo(new double[] {1, 2, 0, 4, 5, 6});
        assertThat(x.lowerTriangle(-5).toDoubles()).containsOnly(0);
        assertThat(x.lowerTriangle(5).toDoubles()).isEqualTo(x.toDoubles());
        assertThat(x.upperTriangle(1).toDoubles()).isEqualTo(new double[] {0, 2, 3, 0, 0, 6});
        assertThat(x.upperTriangle(-1).toDoubles()).isEqualTo(x.toDoubles());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.sum(0).lowerTriangle(0))
                .withMessage("lowerTriangle needs matrices in the last two axes, found [3]");
        assertThat(x.mul(Float.NaN).upperTriangle(3).toDoubles()).containsOnly(0);
    }

    @Test
    void diagonalsComeAndGo() {
        Tensor x = Tensor.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(x.diagonal().toDoubles()).isEqualTo(new double[] {1, 4, 5, 8});
        assertThat(x.diagonal().diagonalMatrix().toDoubles()).isEqualTo(new double[] {1, 0, 0, 4, 5, 0, 0, 8});
    }
}
