package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoricalTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static double[] probabilities(Categorical categorical) {
        double[] choices = new double[categorical.logits().shape().dim(-1)];
        Arrays.setAll(choices, i -> i);
        return categorical.logProb(tensor(choices)).exp().toDoubles();
    }

    @Test
    void logitsNeedNotBeNormalised() {
        double[] expected = {1.0 / 6, 1.0 / 3, 1.0 / 2};
        Tensor logits = tensor(0, Math.log(2), Math.log(3));
        assertThat(probabilities(new Categorical(logits))).containsExactly(expected, within(1e-15));
        assertThat(probabilities(new Categorical(logits.add(700)))).containsExactly(expected, within(1e-12));
        assertThat(probabilities(new Categorical(logits.sub(1e6)))).containsExactly(expected, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void probabilitiesSumToOneAndDrawsFollowThem(int n) {
        Tensor logits = RandomStream.of(1).normal(Shape.of(n), Tensor.scalar(DType.FLOAT64, 0));
        double[] probabilities = probabilities(new Categorical(logits));
        assertThat(tensor(probabilities).sum().item()).isCloseTo(1, within(1e-14));
        long[] counts = counts(new Categorical(logits), n);
        if (n == 1) {
            assertThat(counts).containsExactly(20_000);
        } else {
            Goodness.requireFrequencies(counts, probabilities);
        }
    }

    @Test
    void whatHasLogitMinusInfinityIsNeverDrawn() {
        Categorical categorical =
                new Categorical(tensor(Double.NEGATIVE_INFINITY, 0.3, Double.NEGATIVE_INFINITY, 0, -800));
        assertThat(categorical.logProb(tensor(0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
        double first = 1 / (1 + Math.exp(-0.3));
        Goodness.requireFrequencies(counts(categorical, 5), 0, first, 0, 1 - first, 0);
    }

    private static long[] counts(Categorical categorical, int n) {
        long[] counts = new long[n];
        for (double draw :
                categorical.sample(RandomStream.of(2), Shape.of(20_000)).toDoubles()) {
            counts[(int) draw]++;
        }
        return counts;
    }

    @Test
    void gradientsOfTheLogProbAgreeWithDifferences() {
        Tensor logits = tensor(0.4, -1, 2, 0, 0.3, 1).reshape(Shape.of(2, 3));
        Tensor values = tensor(0, 1, 2, 2).reshape(Shape.of(2, 2));
        GradientCheck.check(3, in -> new Categorical(in[0]).logProb(values), logits)
                .requireWithin(1e-9);
    }

    @Test
    void aSingleNumberIsNoTableOfLogits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Categorical(Tensor.scalar(DType.FLOAT64, 0)))
                .withMessage("Categorical needs logits with an axis of choices, found a single number");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 3, 0.5})
    void whatIsNoChoiceIsRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Categorical(tensor(0, 0, 0)).logProb(tensor(value)))
                .withMessageContaining("index " + value)
                .withMessageContaining("0..2");
    }
}
