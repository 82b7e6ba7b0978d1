package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReduceTest {
    /** Sixteen partial sums, then halves onto each other. */
    private static float modelOfRow(float[] row) {
        float[] partial = new float[16];
        for (int k = 0; k < row.length; k++) {
            partial[k % 16] += row[k];
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partial[i] += partial[i + half];
            }
        }
        return partial[0];
    }

    private static float[] floats(int seed, int n) {
        double[] values = Numbers.tame(seed, n);
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 15, 16, 17, 31, 32, 100, 784, 1000})
    void rowsAreAddedAsSixteenPartialSumsAndATree(int n) {
        float[] values = floats(1, 3 * n);
        Tensor sums = Tensor.of(Shape.of(3, n), values).sum(1);
        for (int row = 0; row < 3; row++) {
            float[] of = Arrays.copyOfRange(values, row * n, (row + 1) * n);
            assertThat((float) sums.get(row)).isEqualTo(modelOfRow(of));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 33, 100})
    void columnsAreAddedOneAfterTheOther(int n) {
        float[] values = floats(2, n * 5);
        Tensor sums = Tensor.of(Shape.of(n, 5), values).sum(0);
        for (int column = 0; column < 5; column++) {
            float sum = values[column];
            for (int k = 1; k < n; k++) {
                sum += values[k * 5 + column];
            }
            assertThat((float) sums.get(column)).isEqualTo(sum);
        }
    }

    @Test
    void logSumExpOfNothingIsNothing() {
        double none = Double.NEGATIVE_INFINITY;
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(DType.FLOAT64, Shape.of(2, 3), none, none, none, none, 0, none));
        Tensor y = x.logSumExp(1);
        assertThat(y.toDoubles()).isEqualTo(new double[] {none, 0});
        Tensor seed = Tensor.of(DType.FLOAT64, Shape.of(2), 1, 1);
        assertThat(tape.gradients(y, seed).of(x).toDoubles()).isEqualTo(new double[] {0, 0, 0, 0, 1, 0});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6, -1e6})
    void logSumExpShifts(double shift) {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(4), 0.5, -1, 2, 0);
        double expected = Math.log(Math.exp(0.5) + Math.exp(-1) + Math.exp(2) + 1);
        for (int axis = -1; axis <= 0; axis++) {
            assertThat(x.add(shift).logSumExp(axis).item()).isCloseTo(shift + expected, within(1e-9));
        }
    }

    @Test
    void logSumExpWithAnInfinityIsInfinite() {
        Tensor x = Tensor.of(Shape.of(2), Float.POSITIVE_INFINITY, 0);
        assertThat(x.logSumExp(0).item()).isInfinite().isPositive();
        assertThat(Tensor.of(Shape.of(2), Float.NaN, 0).logSumExp(0).item()).isNaN();
    }
}
