package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class MaskedTest {
    private static final Tensor NUMBERS = RandomStream.of(1).normal(Shape.of(2, 3), Tensor.scalar(DType.FLOAT64, 0));
    private static final Tensor MASK = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 0, 1);
    private static final Normal NORMAL = new Normal(NUMBERS, NUMBERS.exp());

    @Test
    void theMaskMultipliesTheLogProb() {
        Tensor value = NORMAL.sample(RandomStream.of(2), Shape.of(4));
        assertThat(Masked.of(NORMAL, MASK).logProb(value).toDoubles())
                .containsExactly(NORMAL.logProb(value).mul(MASK).add(0).toDoubles());
    }

    @Test
    void drawsAreTheBases() {
        Distribution masked = Masked.of(NORMAL, MASK);
        assertThat(masked.sample(RandomStream.of(2), Shape.of(4)).toDoubles())
                .isEqualTo(NORMAL.sample(RandomStream.of(2), Shape.of(4)).toDoubles());
        assertThat(masked).isInstanceOf(Reparameterized.class);
        assertThat(Masked.of(new Bernoulli(NUMBERS), MASK)).isNotInstanceOf(Reparameterized.class);
    }

    @Test
    void anImpossibleValueThatDoesNotCountCostsNothing() {
        Tape tape = new Tape();
        Tensor logits = tape.watch(Tensor.of(DType.FLOAT64, Shape.of(2), 0, Double.NEGATIVE_INFINITY));
        Distribution choice = new Categorical(logits);
        Tensor masked = Masked.of(choice, logits.constant(0)).logProb(logits.constant(1));
        assertThat(masked.item()).isZero();
        assertThat(tape.gradients(masked).of(logits).toDoubles()).containsExactly(0, 0);
    }

    @Test
    void eventsAreMaskedAsAWhole() {
        Distribution events = NORMAL.toEvent(1);
        Tensor mask = Tensor.of(DType.FLOAT64, Shape.of(2), 0, 1);
        Tensor logProb = Masked.of(events, mask).logProb(NUMBERS);
        assertThat(logProb.toDoubles())
                .containsExactly(0, events.logProb(NUMBERS).get(1));
    }

    @Test
    void masksThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Masked.of(NORMAL.toEvent(1), MASK))
                .hasMessage("Masked's mask has shape [3], which does not broadcast to batch shape [2];"
                        + " is toEvent missing?");
        assertThatThrownBy(() -> Masked.of(NORMAL, MASK.mul(0.5)))
                .hasMessage("Masked's mask at [0] is 0.5, expected one of 0 and 1 (shape [3])");
    }
}
