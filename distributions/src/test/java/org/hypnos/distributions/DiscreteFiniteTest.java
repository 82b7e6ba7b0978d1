package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscreteFiniteTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static DiscreteFinite die(DType dtype) {
        return DiscreteFinite.ofProbabilities(
                tensor(-2.5, 0.1, 4).to(dtype), tensor(0.125, 0.5, 0.375).to(dtype));
    }

    @Test
    void momentsModeAndEntropyAreSums() {
        DiscreteFinite die = die(DType.FLOAT64);
        double mean = -2.5 * 0.125 + 0.1 * 0.5 + 4 * 0.375;
        double square = 2.5 * 2.5 * 0.125 + 0.01 * 0.5 + 16 * 0.375;
        assertThat(die.mean().item()).isCloseTo(mean, within(1e-15));
        assertThat(die.variance().item()).isCloseTo(square - mean * mean, within(1e-14));
        assertThat(die.mode().item()).isEqualTo(0.1);
        assertThat(die.entropy().item())
                .isCloseTo(-0.125 * Math.log(0.125) - 0.5 * Math.log(0.5) - 0.375 * Math.log(0.375), within(1e-15));
    }

    @Test
    void theDistributionFunctionIsAStaircase() {
        assertThat(die(DType.FLOAT64)
                        .cdf(tensor(-3, -2.5, 0, 0.1, 3.9, 4, 1e30))
                        .toDoubles())
                .containsExactly(new double[] {0, 0.125, 0.125, 0.625, 0.625, 1, 1}, within(1e-15));
        assertThat(die(DType.FLOAT64)
                        .quantile(tensor(0, 0.1, 0.2, 0.62, 0.63, 1))
                        .toDoubles())
                .containsExactly(-2.5, -2.5, 0.1, 0.1, 4, 4);
    }

    @Test
    void theQuantileOfTheDistributionFunctionIsTheNumber() {
        Tensor logits = RandomStream.of(1).normal(Shape.of(20, 3), Tensor.scalar(DType.FLOAT64, 0));
        DiscreteFinite many = new DiscreteFinite(tensor(-2.5, 0.1, 4), logits);
        for (double x : new double[] {-2.5, 0.1, 4}) {
            assertThat(many.quantile(many.cdf(tensor(x))).toDoubles()).containsOnly(x);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void drawsAreTheNumbersAtTheirProbabilities(DType dtype) {
        DiscreteFinite die = die(dtype);
        Tensor draws = die.sample(RandomStream.of(3), Shape.of(20_000));
        long[] counts = new long[3];
        for (int i = 0; i < 20_000; i++) {
            counts[draws.get(i) < 0 ? 0 : draws.get(i) < 1 ? 1 : 2]++;
        }
        Goodness.requireFrequencies(counts, 0.125, 0.5, 0.375);
        assertThat(die.logProb(draws).toDoubles()).doesNotContain(Double.NEGATIVE_INFINITY);
    }

    @Test
    void gradientsAgreeWithDifferences() {
        Tensor numbers = tensor(-1, 2, 5);
        Tensor logits = tensor(0.4, -1, 2, 0, 0.3, 1).reshape(Shape.of(2, 3));
        GradientCheck.check(3, in -> new DiscreteFinite(numbers, in[0]).logProb(tensor(-1, 5)), logits)
                .requireWithin(1e-9);
        GradientCheck.check(3, in -> new DiscreteFinite(numbers, in[0]).cdf(tensor(-1, 3)), logits)
                .requireWithin(1e-9);
        GradientCheck.check(3, in -> new DiscreteFinite(numbers, in[0]).variance(), logits)
                .requireWithin(1e-9);
    }

    @Test
    void slipsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiscreteFinite(tensor(1, 2), tensor(0, 0, 0)))
                .withMessage("DiscreteFinite needs a number for each logit, found numbers [2] and logits [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiscreteFinite(tensor(1, 2, 2), tensor(0, 0, 0)))
                .withMessage("DiscreteFinite's numbers at 1 are 2.0 and 2.0, expected increasing ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> die(DType.FLOAT64).logProb(tensor(0.2)))
                .withMessage("a value of DiscreteFinite at [0] is 0.2, expected one of the numbers [-2.5, 0.1, 4.0]"
                        + " (shape [1])");
    }
}
