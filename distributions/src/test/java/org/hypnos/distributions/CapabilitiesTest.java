package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/** A combination has the capabilities of what it is made of, as types. */
class CapabilitiesTest {
    private static final Tensor NUMBERS = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 2, 3, 4, 5);
    private static final Gamma GAMMA = new Gamma(NUMBERS, NUMBERS.constant(2));

    @Test
    void whatTheBaseKnowsTheEventKnows() {
        Distribution event = GAMMA.toEvent(1);
        assertThat(((Moments) event).mean().toDoubles()).containsExactly(1, 1.5, 2, 2.5);
        assertThat(((Moments) event).variance().toDoubles()).containsExactly(0.5, 0.75, 1, 1.25);
        assertThat(((Mode) event).mode().toDoubles()).containsExactly(0.5, 1, 1.5, 2);
        assertThat(((Entropy) event).entropy().toDoubles())
                .isEqualTo(GAMMA.entropy().sum(-1).toDoubles());
        assertThat(event).isNotInstanceOf(Reparameterized.class).isNotInstanceOf(Cumulative.class);
    }

    @Test
    void capabilitiesGoThroughCombinationsOfCombinations() {
        Tensor mask = Tensor.of(DType.FLOAT64, Shape.of(2), 0, 1);
        Distribution event = Masked.of(GAMMA.toEvent(1), mask).toEvent(1);
        assertThat(event.batchShape()).isEqualTo(Shape.SCALAR);
        assertThat(((Entropy) event).entropy().item())
                .isEqualTo(GAMMA.entropy().sum(-1).get(1));
        assertThat(((Mode) event).mode().toDoubles()).containsExactly(0.5, 1, 1.5, 2);
    }

    @Test
    void itsPartsAreWithinReach() {
        Independent event = Independent.of(GAMMA, 2);
        assertThat(event.base()).isEqualTo(GAMMA);
        assertThat(event.axes()).isEqualTo(2);
        assertThat(event.toString())
                .startsWith("Independent[base=Gamma[concentration=")
                .endsWith("axes=2]");
    }

    @Test
    void equalPartsMakeEqualCombinations() {
        Distribution event = GAMMA.toEvent(1);
        assertThat(event)
                .isEqualTo(new Gamma(GAMMA.concentration(), GAMMA.rate()).toEvent(1))
                .hasSameHashCodeAs(GAMMA.toEvent(1))
                .isNotEqualTo(GAMMA.toEvent(2))
                .isNotEqualTo(GAMMA)
                .isNotEqualTo(null);
    }

    @Test
    void errorsComeThroughAsTheyAre() {
        Distribution event = GAMMA.toEvent(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.logProb(Tensor.zeros(DType.FLOAT64, Shape.of(3))))
                .withMessageContaining("[3]");
    }
}
