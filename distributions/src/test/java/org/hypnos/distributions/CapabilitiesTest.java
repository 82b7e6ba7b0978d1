package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/** A combination has the capabilities of what it is made of, as types. */
class CapabilitiesTest {
    private static final Tensor NUMBERS = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);

    /** A standard normal distribution around {@code location} that knows a few things about itself. */
    record Known(Tensor location) implements Moments, Mode, Entropy {
        @Override
        public Shape batchShape() {
            return location.shape();
        }

        @Override
        public Shape eventShape() {
            return Shape.SCALAR;
        }

        @Override
        public Support support() {
            return new Numbers.Reals();
        }

        @Override
        public Tensor sample(RandomStream random, Shape sampleShape) {
            return normal().sample(random, sampleShape);
        }

        @Override
        public Tensor logProb(Tensor value) {
            return normal().logProb(value);
        }

        private Normal normal() {
            return new Normal(location, location.filled(location.shape(), 1));
        }

        @Override
        public Tensor mean() {
            return location;
        }

        @Override
        public Tensor variance() {
            return location.filled(location.shape(), 1);
        }

        @Override
        public Tensor mode() {
            return location;
        }

        @Override
        public Tensor entropy() {
            return location.filled(location.shape(), 0.5 * Math.log(2 * Math.PI * Math.E));
        }
    }

    @Test
    void whatTheBaseKnowsTheEventKnows() {
        Distribution event = new Known(NUMBERS).toEvent(1);
        assertThat(((Moments) event).mean()).isSameAs(NUMBERS);
        assertThat(((Moments) event).variance().toDoubles()).containsExactly(1, 1, 1, 1);
        assertThat(((Mode) event).mode()).isSameAs(NUMBERS);
        double both = Math.log(2 * Math.PI * Math.E);
        assertThat(((Entropy) event).entropy().toDoubles()).containsExactly(both, both);
        assertThat(event).isNotInstanceOf(Reparameterized.class).isNotInstanceOf(Cumulative.class);
    }

    @Test
    void capabilitiesGoThroughCombinationsOfCombinations() {
        Tensor mask = Tensor.of(DType.FLOAT64, Shape.of(2), 0, 1);
        Distribution event = Masked.of(new Known(NUMBERS).toEvent(1), mask).toEvent(1);
        assertThat(event.batchShape()).isEqualTo(Shape.SCALAR);
        assertThat(((Entropy) event).entropy().item()).isEqualTo(Math.log(2 * Math.PI * Math.E));
        assertThat(((Mode) event).mode()).isSameAs(NUMBERS);
    }

    @Test
    void itsPartsAreWithinReach() {
        Independent event = Independent.of(new Known(NUMBERS), 2);
        assertThat(event.base()).isEqualTo(new Known(NUMBERS));
        assertThat(event.axes()).isEqualTo(2);
        assertThat(event.toString())
                .startsWith("Independent[base=Known[location=")
                .endsWith("axes=2]");
    }

    @Test
    void equalPartsMakeEqualCombinations() {
        Distribution event = new Known(NUMBERS).toEvent(1);
        assertThat(event)
                .isEqualTo(new Known(NUMBERS).toEvent(1))
                .hasSameHashCodeAs(new Known(NUMBERS).toEvent(1))
                .isNotEqualTo(new Known(NUMBERS).toEvent(2))
                .isNotEqualTo(new Known(NUMBERS))
                .isNotEqualTo(null);
    }

    @Test
    void errorsComeThroughAsTheyAre() {
        Distribution event = new Known(NUMBERS).toEvent(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.logProb(Tensor.zeros(DType.FLOAT64, Shape.of(3))))
                .withMessageContaining("[3]");
    }
}
