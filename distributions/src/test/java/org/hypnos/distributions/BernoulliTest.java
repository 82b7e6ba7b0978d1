package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BernoulliTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    @Test
    void logProbIsTheLogOfTheSigmoid() {
        Bernoulli bernoulli = new Bernoulli(tensor(1, 1, 0, -2));
        double[] logProb = bernoulli.logProb(tensor(1, 0, 1, 1)).toDoubles();
        assertThat(logProb[0]).isCloseTo(-0.3132616875, within(1e-10));
        assertThat(logProb[1]).isCloseTo(-1.3132616875, within(1e-10));
        assertThat(logProb[2]).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(logProb[3]).isCloseTo(-2 - Math.log1p(Math.exp(-2)), within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void logitsOfPlusAndMinus800HaveLogProbs0AndMinus800(DType dtype) {
        Bernoulli bernoulli = new Bernoulli(Tensor.of(dtype, Shape.of(4), 800, 800, -800, -800));
        Tensor logProb = bernoulli.logProb(Tensor.of(dtype, Shape.of(4), 1, 0, 1, 0));
        assertThat(logProb.toDoubles()).containsExactly(new double[] {0, -800, -800, 0}, within(0.0));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void logitsOfPlusAndMinus800HaveFiniteGradients(DType dtype) {
        Tape tape = new Tape();
        Tensor logits = tape.watch(Tensor.of(dtype, Shape.of(4), 800, 800, -800, -800));
        Tensor logProb = new Bernoulli(logits).logProb(Tensor.of(dtype, Shape.of(4), 1, 0, 1, 0));
        assertThat(tape.gradients(logProb.sum()).of(logits).toDoubles()).containsExactly(0, -1, 1, 0);
    }

    @Test
    void logitsOfPlusAndMinus800DrawOnesAndZeros() {
        Tensor draws = new Bernoulli(tensor(800, -800)).sample(RandomStream.of(1), Shape.of(1000));
        assertThat(draws.sum(0).toDoubles()).containsExactly(1000, 0);
    }

    @Test
    void valuesAndLogitsOutsideTheirSetsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bernoulli(tensor(0, 0)).logProb(tensor(1, 0.3)))
                .withMessage("a value of Bernoulli at [1] is 0.3, expected one of 0 and 1 (shape [2])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bernoulli(tensor(0, Double.NaN)))
                .withMessage("Bernoulli's logits at [1] is NaN, expected one of the finite numbers (shape [2])");
    }

    @Test
    void gradientsOfTheLogProbAgreeWithDifferences() {
        Tensor values = tensor(1, 0, 1, 0).reshape(Shape.of(4, 1));
        GradientCheck.check(3, in -> new Bernoulli(in[0]).logProb(values), tensor(-3, 0.5, 2))
                .requireWithin(1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void probabilitiesOfALayerSumToOneAndDrawsFollowThem(int units) {
        Tensor logits = tensor(0.4, -1.1, 2, 0.1).slice(0, 0, units);
        Distribution layer = new Bernoulli(logits).toEvent(1);
        double[] probabilities = layer.logProb(states(units)).exp().toDoubles();
        assertThat(tensor(probabilities).sum().item()).isCloseTo(1, within(1e-12));

        Tensor draws = layer.sample(RandomStream.of(2, 0, "layer"), Shape.of(20_000));
        Goodness.requireFrequencies(counts(draws, units), probabilities);
    }

    /** All values of {@code units} binary units: bit j of row i is unit j. */
    private static Tensor states(int units) {
        double[] bits = new double[(1 << units) * units];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ((i / units) >> (i % units)) & 1;
        }
        return Tensor.of(DType.FLOAT64, Shape.of(1 << units, units), bits);
    }

    private static long[] counts(Tensor draws, int units) {
        long[] counts = new long[1 << units];
        for (int row = 0; row < draws.shape().dim(0); row++) {
            int state = 0;
            for (int unit = 0; unit < units; unit++) {
                state |= (int) draws.get(row * units + unit) << unit;
            }
            counts[state]++;
        }
        return counts;
    }

    @Test
    void momentsModeAndEntropyAreThoseOfTheTwoValues() {
        Tensor logits = tensor(-800, -30, -1, 0, 3, 30, 800);
        Bernoulli bernoulli = new Bernoulli(logits);
        DiscreteFinite table =
                new DiscreteFinite(tensor(0, 1), Tensor.stack(-1, logits.neg().logSigmoid(), logits.logSigmoid()));
        requireEqual(bernoulli.mean(), table.mean());
        requireEqual(bernoulli.variance(), table.variance());
        requireEqual(bernoulli.entropy(), table.entropy());
        requireEqual(bernoulli.mode(), tensor(0, 0, 0, 0, 1, 1, 1));
        for (double x : new double[] {-1, 0, 0.5, 1, 2}) {
            requireEqual(bernoulli.cdf(tensor(x)), table.cdf(tensor(x)));
        }
        for (double u : new double[] {0, 0.3, 0.6, 1}) {
            requireEqual(bernoulli.quantile(tensor(u)), table.quantile(tensor(u)));
        }
    }

    private static void requireEqual(Tensor found, Tensor expected) {
        assertThat(found.toDoubles()).containsExactly(expected.toDoubles(), within(1e-15));
    }

    @Test
    void gradientsOfTheEntropyAgreeWithDifferences() {
        GradientCheck.check(4, in -> new Bernoulli(in[0]).entropy(), tensor(-3, 0.5, 2))
                .requireWithin(1e-9);
    }
}
