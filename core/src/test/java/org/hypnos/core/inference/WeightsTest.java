package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Tensor logWeights(double... particles) {
        return Tensor.of(DType.FLOAT64, Shape.of(particles.length, 1), particles);
    }

    @Test
    void weightsAddUpToOne() {
        Tensor logWeights = logWeights(0, Math.log(2), Math.log(3));
        double[] weights = Weights.normalized(logWeights).toDoubles();
        assertThat(weights).containsExactly(new double[] {1.0 / 6, 1.0 / 3, 1.0 / 2}, within(1e-15));
        double squares = weights[0] * weights[0] + weights[1] * weights[1] + weights[2] * weights[2];
        assertThat(1 / squares).as("effective sample size").isCloseTo(36.0 / 14, within(1e-14));
        assertThat(Weights.logMean(logWeights).item()).isCloseTo(Math.log(2), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, -1e6})
    void aShiftOfAllChangesNoWeight(double shift) {
        Tensor logWeights = logWeights(shift, shift + Math.log(2), shift + Math.log(3));
        assertThat(Weights.normalized(logWeights).toDoubles())
                .containsExactly(new double[] {1.0 / 6, 1.0 / 3, 1.0 / 2}, within(1e-9));
        assertThat(Weights.logMean(logWeights).item()).isCloseTo(shift + Math.log(2), within(1e-9));
    }

    @Test
    void minusInfinityHasNoWeight() {
        Tensor logWeights = logWeights(0, -INFINITY, Math.log(3));
        assertThat(Weights.normalized(logWeights).toDoubles())
                .containsExactly(new double[] {0.25, 0, 0.75}, within(1e-15));
        assertThat(Weights.logMean(logWeights).item()).isCloseTo(Math.log(4.0 / 3), within(1e-15));
    }

    @Test
    void aDatumWithoutAnyWeightHasZeros() {
        Tensor logWeights = logWeights(-INFINITY, -INFINITY);
        assertThat(Weights.normalized(logWeights).toDoubles()).containsExactly(0, 0);
        assertThat(Weights.logMean(logWeights).item()).isEqualTo(-INFINITY);
    }

    @Test
    void notANumberStaysNotANumber() {
        Tensor logWeights = logWeights(0, Double.NaN);
        assertThat(Weights.normalized(logWeights).toDoubles()).containsExactly(Double.NaN, Double.NaN);
        assertThat(Weights.logMean(logWeights).item()).isNaN();
    }

    @Test
    void eachDatumIsWeighedByItself() {
        Tensor logWeights = Tensor.of(DType.FLOAT64, Shape.of(2, 3), 0, 5, -INFINITY, Math.log(3), 5, -INFINITY);
        assertThat(Weights.normalized(logWeights).toDoubles())
                .containsExactly(new double[] {0.25, 0.5, 0, 0.75, 0.5, 0}, within(1e-14));
    }

    @Test
    void theGradientOfTheLogMeanIsTheWeights() {
        Tape tape = new Tape();
        Tensor logWeights = tape.watch(logWeights(0, Math.log(2), Math.log(3)));
        assertThat(tape.gradients(Weights.logMean(logWeights).sum())
                        .of(logWeights)
                        .toDoubles())
                .containsExactly(new double[] {1.0 / 6, 1.0 / 3, 1.0 / 2}, within(1e-15));
        Tensor weights = Weights.normalized(logWeights);
        assertThat(tape.gradients(weights.square().sum()).of(logWeights).toDoubles())
                .as("weights are constants")
                .containsExactly(0, 0, 0);
    }
}
