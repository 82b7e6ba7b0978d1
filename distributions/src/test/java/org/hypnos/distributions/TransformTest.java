package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {
    /** A transform, the extent of an event that it takes, and which numbers of the image count for the determinant. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Case(Transform transform, int extent, int... counted) {
        @Override
        public String toString() {
            return transform.toString();
        }
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static Monotone.Affine affine(double location, double scale) {
        return new Monotone.Affine(number(location), number(scale));
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Monotone.Exp(), 3, 0, 1, 2),
                new Case(affine(0.5, -2), 3, 0, 1, 2),
                new Case(new Monotone.Sigmoid(), 3, 0, 1, 2),
                new Case(new Monotone.Tanh(), 3, 0, 1, 2),
                new Case(new Monotone.Softplus(), 3, 0, 1, 2),
                new Case(new StickBreaking(), 1, 0),
                new Case(new StickBreaking(), 4, 0, 1, 2, 3),
                new Case(new LowerCholesky(), 1, 0),
                new Case(new LowerCholesky(), 6, 0, 3, 4, 6, 7, 8),
                new Case(new LowerCholesky(new Monotone.Softplus()), 6, 0, 3, 4, 6, 7, 8),
                new Case(Permute.of(2, 0, 3, 1), 4, 0, 1, 2, 3),
                new Case(Compose.of(affine(1, 0.5), new Monotone.Tanh(), affine(1, 3)), 3, 0, 1, 2),
                new Case(Compose.of(new Monotone.Tanh(), new StickBreaking()), 3, 0, 1, 2),
                new Case(Compose.of(Permute.of(1, 0, 2), affine(1, 2), new LowerCholesky()), 3, 0, 2, 3));
    }

    private static Tensor numbers(Shape shape) {
        return RandomStream.of(shape.hashCode()).normal(shape, number(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDeterminantIsThatOfTheJacobian(Case of) {
        Tensor x = numbers(Shape.of(of.extent()));
        double[][] jacobian = Arrays.stream(of.counted())
                .mapToObj(i -> gradient(of.transform(), x, i))
                .toArray(double[][]::new);
        Tensor y = of.transform().forward(x);
        assertThat(of.transform().logDeterminant(x, y).sum().item()).isCloseTo(logDeterminant(jacobian), within(1e-12));
    }

    /** Of number {@code i} of the image. */
    private static double[] gradient(Transform transform, Tensor x, int i) {
        Tape tape = new Tape();
        Tensor watched = tape.watch(x);
        Tensor y = transform.forward(watched);
        Tensor flat = y.reshape(Shape.of(y.shape().size()));
        return tape.gradients(flat.slice(0, i, i + 1).sum()).of(watched).toDoubles();
    }

    /** By Gauss' elimination with the largest pivot of each column. */
    private static double logDeterminant(double[][] matrix) {
        double log = 0;
        for (int k = 0; k < matrix.length; k++) {
            int column = k;
            int pivot = IntStream.range(k, matrix.length)
                    .boxed()
                    .max((a, b) -> Double.compare(Math.abs(matrix[a][column]), Math.abs(matrix[b][column])))
                    .orElseThrow();
            double[] row = matrix[pivot];
            matrix[pivot] = matrix[k];
            matrix[k] = row;
            log += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < matrix.length; i++) {
                double factor = matrix[i][k] / row[k];
                for (int j = k; j < matrix.length; j++) {
                    matrix[i][j] -= factor * row[j];
                }
            }
        }
        return log;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shapesAndRanksAreThoseOfTheImage(Case of) {
        Transform transform = of.transform();
        Tensor x = numbers(Shape.of(5, 2, of.extent()));
        Tensor y = transform.forward(x);
        assertThat(y.shape()).isEqualTo(transform.imageShape(x.shape()));
        assertThat(transform.logDeterminant(x, y).shape()).isEqualTo(x.shape().prefix(3 - transform.eventRank()));
        assertThat(y.shape().rank() - transform.imageRank()).isEqualTo(3 - transform.eventRank());
        assertThat(transform.codomain().require("image", y)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theInverseUndoesIt(Case of) {
        Tensor x = numbers(Shape.of(7, of.extent()));
        Tensor back = of.transform().inverse(of.transform().forward(x));
        assertThat(back.shape()).isEqualTo(x.shape());
        assertThat(back.toDoubles()).containsExactly(x.toDoubles(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAgreeWithDifferences(Case of) {
        Transform transform = of.transform();
        Tensor x = numbers(Shape.of(2, of.extent()));
        GradientCheck.check(1, in -> transform.forward(in[0]), x).requireWithin(1e-9);
        GradientCheck.check(2, in -> transform.logDeterminant(in[0], transform.forward(in[0])), x)
                .requireWithin(1e-9);
        GradientCheck.check(3, in -> transform.inverse(transform.forward(in[0])).square(), x)
                .requireWithin(1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void extremesStayInTheCodomain(DType dtype) {
        double[] extremes = {-1e30, -800, -100, -40, 0, 40, 100, 800, 1e30};
        Tensor x = Tensor.of(dtype, Shape.of(extremes.length), extremes);
        for (Transform transform : new Transform[] {
            new Monotone.Exp(),
            new Monotone.Sigmoid(),
            new Monotone.Tanh(),
            new Monotone.Softplus(),
            new StickBreaking()
        }) {
            Tape tape = new Tape();
            Tensor watched = tape.watch(x);
            Tensor y = transform.forward(watched);
            assertThat(transform.codomain().require(transform.toString(), y)).isTrue();
            assertThat(finite(transform.inverse(y.detach())))
                    .as("inverse of %s", transform)
                    .isTrue();
            assertThat(finite(transform.logDeterminant(x, y.detach())))
                    .as("%s", transform)
                    .isTrue();
            assertThat(finite(tape.gradients(y.sum()).of(watched)))
                    .as("%s", transform)
                    .isTrue();
        }
    }

    private static boolean finite(Tensor tensor) {
        return Arrays.stream(tensor.toDoubles()).allMatch(Double::isFinite);
    }

    /** An error of one ulp of y is one of ulp(y) dx/dy in x. */
    @Test
    void extremesComeBackAsExactlyAsTheirImagesAre() {
        for (Monotone transform :
                new Monotone[] {new Monotone.Exp(), new Monotone.Sigmoid(), new Monotone.Tanh(), new Monotone.Softplus()
                }) {
            for (double x : new double[] {-700, -300, -36, -18, -1e-9, -1e-300, 0, 1e-300, 1e-9, 18, 36, 300, 700}) {
                double y = transform.forward(number(x)).item();
                double lost = 4
                        * Math.ulp(y)
                        * Math.exp(
                                -transform.logDeterminant(number(x), number(y)).item());
                boolean atTheEdge = transform.inverse(number(y)).item() != x && Math.abs(y) == 1 - 0x1p-53;
                if (!atTheEdge) {
                    assertThat(transform.inverse(number(y)).item())
                            .as("%s there and back at %s", transform, x)
                            .isCloseTo(x, within(lost + 4 * Math.ulp(x)));
                }
            }
        }
    }

    /** Two thirds of the pieces are below anything that could be added to the rest. */
    @Test
    void smallPiecesOfAStickComeBack() {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(4), -200, 300, -100, 50);
        Tensor y = new StickBreaking().forward(x);
        assertThat(new StickBreaking().inverse(y).toDoubles()).containsExactly(x.toDoubles(), within(1e-9));
    }

    @Test
    void zerosBecomeEqualPieces() {
        assertThat(new StickBreaking()
                        .forward(Tensor.zeros(DType.FLOAT64, Shape.of(4)))
                        .toDoubles())
                .containsExactly(new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, within(1e-15));
    }

    @Test
    void trianglesAreFilledByRows() {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(6), 0, 2, 0, 4, 5, 0);
        assertThat(new LowerCholesky().forward(x).toDoubles()).containsExactly(1, 0, 0, 2, 1, 0, 4, 5, 1);
    }

    @Test
    void ordersAreThoseOfTheImage() {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(3), 10, 11, 12);
        assertThat(Permute.of(2, 0, 1).forward(x).toDoubles()).containsExactly(12, 10, 11);
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new LowerCholesky().forward(numbers(Shape.of(2, 4))))
                .hasMessage("LowerCholesky needs vectors of 1, 3, 6, ..., n (n + 1) / 2 numbers, found shape [2, 4]");
        assertThatThrownBy(() -> Permute.of(1, 0).forward(numbers(Shape.of(3))))
                .hasMessage("Permute orders vectors of 2 numbers, found shape [3]");
        assertThatThrownBy(() -> Permute.of(1, 2)).hasMessage("Permute's order [1, 2] does not have 0");
        assertThatThrownBy(() -> affine(1, 0))
                .hasMessage("Affine's scale is 0.0, expected one of the finite numbers but zero (shape [])");
        assertThatThrownBy(Compose::of).hasMessage("Compose needs at least one transform");
    }

    @Test
    void imagesOfSetsAreSets() {
        Support image = Compose.of(new Monotone.Exp(), affine(1, -2)).codomain();
        assertThat(image.contains(Tensor.of(DType.FLOAT64, Shape.of(3), 0.5, 1, 1.5))
                        .toDoubles())
                .containsExactly(1, 0, 0);
        Support simplex = Permute.of(1, 0).image(new Support.Simplex());
        assertThat(simplex.eventRank()).isEqualTo(1);
        assertThat(simplex.contains(Tensor.of(DType.FLOAT64, Shape.of(2, 2), 0.5, 0.5, 0.5, 0.6))
                        .toDoubles())
                .containsExactly(1, 0);
        Support factors = Compose.of(new LowerCholesky(), affine(0, 2)).codomain();
        assertThat(factors.eventRank()).isEqualTo(2);
        assertThat(factors.contains(Tensor.of(DType.FLOAT64, Shape.of(2, 2, 2), 1, 0, 5, 1, 1, 1, 5, 1))
                        .toDoubles())
                .containsExactly(1, 0);
    }
}
