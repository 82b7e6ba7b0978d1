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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultinomialTest {
    private static final Tensor LOGITS = tensor(0.4, -1, 1.2);

    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    /** All events, as rows. */
    private static Tensor events(int total) {
        Support.Counts support = new Support.Counts(total);
        Tensor[] events = new Tensor[(int) support.count(3)];
        for (int i = 0; i < events.length; i++) {
            double[] event = new double[3];
            support.list(i, event);
            events[i] = tensor(event);
        }
        return Tensor.stack(0, events);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12})
    void probabilitiesAddUpToOneAndGiveTheMoments(int total) {
        Multinomial multinomial = new Multinomial(total, LOGITS);
        Tensor events = events(total);
        Tensor p = multinomial
                .logProb(events)
                .exp()
                .reshape(Shape.of(events.shape().dim(0), 1));
        assertThat(p.sum().item()).isCloseTo(1, within(1e-13));
        Tensor mean = p.mul(events).sum(0);
        Tensor variance = p.mul(events.sub(mean).square()).sum(0);
        assertThat(multinomial.mean().toDoubles()).containsExactly(mean.toDoubles(), within(1e-12));
        assertThat(multinomial.variance().toDoubles()).containsExactly(variance.toDoubles(), within(1e-12));
    }

    @Test
    void twoChoicesAreABinomial() {
        Multinomial multinomial = new Multinomial(1000, tensor(0.7, 0));
        for (double x : new double[] {0, 1, 600, 670, 999, 1000}) {
            double expected = new Binomial(1000, tensor(0.7)).logProb(tensor(x)).item();
            assertThat(multinomial.logProb(tensor(x, 1000 - x)).item())
                    .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void drawsFollowTheProbabilities(DType dtype) {
        Tensor events = events(3);
        double[] p = new Multinomial(3, LOGITS).logProb(events).exp().toDoubles();
        Tensor draws = new Multinomial(3, LOGITS.to(dtype)).sample(RandomStream.of(1), Shape.of(20_000));
        long[] counts = new long[p.length];
        for (int i = 0; i < 20_000; i++) {
            for (int event = 0; event < p.length; event++) {
                double[] draw = draws.slice(0, i, i + 1).toDoubles();
                counts[event] +=
                        Arrays.equals(draw, events.slice(0, event, event + 1).toDoubles()) ? 1 : 0;
            }
        }
        Goodness.requireFrequencies(counts, p);
    }

    @Test
    void whatNeverHappensIsNeverDrawnAndHasNoProbability() {
        Tensor logits = tensor(800, Double.NEGATIVE_INFINITY, 800, -800);
        Multinomial multinomial = new Multinomial(100, logits);
        Tensor sums = multinomial.sample(RandomStream.of(1), Shape.of(1000)).sum(0);
        assertThat(sums.get(1) + sums.get(3)).isZero();
        assertThat(sums.get(0) + sums.get(2)).isEqualTo(100_000);
        assertThat(multinomial.logProb(tensor(50, 1, 49, 0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new Multinomial(1, logits).logProb(tensor(0, 0, 0, 1)).item())
                .isCloseTo(-1600 - Math.log(2), within(1e-12));
    }

    @Test
    void gradientsAreFiniteAndAgreeWithDifferences() {
        GradientCheck.check(3, in -> new Multinomial(7, in[0]).logProb(tensor(2, 0, 5)), LOGITS)
                .requireWithin(1e-9);
        Tape tape = new Tape();
        Tensor logits = tape.watch(tensor(800, Double.NEGATIVE_INFINITY, -800));
        Tensor logProb = new Multinomial(3, logits).logProb(tensor(1, 0, 2));
        assertThat(tape.gradients(logProb).of(logits).toDoubles()).containsExactly(-2, 0, 2);
    }

    @Test
    void slipsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Multinomial(7, LOGITS).logProb(tensor(2, 0, 4)))
                .withMessage(
                        "a value of Multinomial is [2.0, 0.0, 4.0], expected one of the vectors of whole numbers that"
                                + " add up to 7 (shape [3])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Multinomial(-1, LOGITS))
                .withMessage("Multinomial's total is -1, expected zero or more");
    }
}
