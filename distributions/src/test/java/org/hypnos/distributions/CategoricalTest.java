package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
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
    void whatIsNoChoiceIsRefusedOrNeverHappens(double value) {
        Categorical categorical = new Categorical(tensor(0, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> categorical.logProb(tensor(value)))
                .withMessage("a value of Categorical at [0] is " + value
                        + ", expected one of the whole numbers from 0 to 2 (shape [1])");
        assertThat(categorical.score(tensor(value)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void gradientsAreFiniteWhateverTheChoice() {
        Tape tape = new Tape();
        Tensor logits = tape.watch(tensor(800, -800, Double.NEGATIVE_INFINITY));
        Tensor score = new Categorical(logits).score(tensor(0, 1, 3));
        assertThat(tape.gradients(score.sum()).of(logits).toDoubles()).containsExactly(-1, 1, 0);
    }

    @Test
    void logitsMustLeaveSomethingToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Categorical(tensor(0, 1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY)
                        .reshape(Shape.of(2, 2))))
                .withMessage(
                        "Categorical's logits at [1] is [-Infinity, -Infinity], expected one of the vectors of finite"
                                + " numbers or -Infinity, not all of them -Infinity (shape [2, 2])");
    }

    @Test
    void probabilitiesAddUpToOne() {
        assertThat(probabilities(Categorical.ofProbabilities(tensor(0.25, 0, 0.75))))
                .containsExactly(new double[] {0.25, 0, 0.75}, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categorical.ofProbabilities(tensor(0.25, 0.25)))
                .withMessage("Categorical's probabilities is [0.25, 0.25], expected one of the vectors of non-negative"
                        + " numbers that add up to 1 (shape [2])");
    }

    @Test
    void noGradientFlowsToAProbabilityOfZero() {
        Tape tape = new Tape();
        Tensor p = tape.watch(tensor(0.25, 0, 0.75));
        Tensor logProb = Categorical.ofProbabilities(p).logProb(tensor(0));
        assertThat(tape.gradients(logProb).of(p).toDoubles())
                .containsExactly(new double[] {4 - 1, 0, -1}, within(1e-14));
    }

    @Test
    void theEntropySkipsWhatNeverHappens() {
        Tensor logits = tensor(Double.NEGATIVE_INFINITY, 1, 1, -800);
        assertThat(new Categorical(logits).entropy().item()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(new Categorical(logits).mode().item()).isEqualTo(1);
        GradientCheck.check(3, in -> new Categorical(in[0]).entropy(), tensor(0.4, -1, 2))
                .requireWithin(1e-9);
    }

    @Test
    void manyRowsOfManyChoicesAreDrawnAtTheirProbabilities() {
        int n = 1000;
        Tensor logits = RandomStream.of(5).normal(Shape.of(3, n), Tensor.scalar(DType.FLOAT32, 0));
        Tensor draws = new Categorical(logits).sample(RandomStream.of(6).rows(0, 20, 0, 5000), Shape.of(20, 5000));
        double[] p = logits.softmax(-1).toDoubles();
        for (int row = 0; row < 3; row++) {
            long[] counts = new long[n];
            for (int i = row; i < draws.shape().size(); i += 3) {
                counts[(int) draws.get(i)]++;
            }
            long[] pooled = new long[n / 50];
            double[] probabilities = new double[n / 50];
            for (int k = 0; k < n; k++) {
                pooled[k / 50] += counts[k];
                probabilities[k / 50] += p[row * n + k];
            }
            Goodness.requireFrequencies(pooled, probabilities);
        }
    }
}
