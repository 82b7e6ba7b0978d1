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
import org.junit.jupiter.params.provider.ValueSource;

class IndependentTest {
    private static final Tensor NUMBERS = RandomStream.of(1).normal(Shape.of(2, 3, 4), Tensor.scalar(DType.FLOAT64, 0));

    @Test
    void axesMoveFromTheBatchToTheEvent() {
        Distribution distribution = new Bernoulli(NUMBERS).toEvent(2);
        assertThat(distribution.batchShape()).isEqualTo(Shape.of(2));
        assertThat(distribution.eventShape()).isEqualTo(Shape.of(3, 4));
        assertThat(distribution.toEvent(1).batchShape()).isEqualTo(Shape.SCALAR);
        assertThat(distribution.toEvent(1).eventShape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(distribution.support()).isEqualTo(new Numbers.Booleans());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void logProbsOfBernoullisAreSummedAsTheyAreComputed(int axes) {
        Bernoulli base = new Bernoulli(NUMBERS);
        Tensor value = base.sample(RandomStream.of(2), Shape.of(5));
        Tensor summed = base.toEvent(axes).logProb(value);
        assertThat(summed.shape()).isEqualTo(Shape.of(5, 2, 3, 4).prefix(4 - axes));
        assertThat(summed.toDoubles())
                .containsExactly(base.logProb(value).sumLast(axes).toDoubles(), within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void logProbsOfNormalsAreSummedAfterwards(int axes) {
        Normal base = new Normal(NUMBERS, NUMBERS.exp());
        Tensor value = base.sample(RandomStream.of(3), Shape.of(5));
        assertThat(base.toEvent(axes).logProb(value).toDoubles())
                .containsExactly(base.logProb(value).sumLast(axes).toDoubles());
    }

    @Test
    void eventsInEventsAreSummedTwice() {
        Categorical base = new Categorical(NUMBERS);
        Tensor value = base.sample(RandomStream.of(4), Shape.of(5));
        assertThat(base.toEvent(1).toEvent(1).logProb(value).toDoubles())
                .containsExactly(base.toEvent(2).logProb(value).toDoubles(), within(1e-13));
    }

    @Test
    void drawsAreTheBases() {
        Normal base = new Normal(NUMBERS, NUMBERS.exp());
        Tensor draw = base.toEvent(2).sample(RandomStream.of(5), Shape.of(6));
        assertThat(draw.toDoubles())
                .isEqualTo(base.sample(RandomStream.of(5), Shape.of(6)).toDoubles());
    }

    @Test
    void differentiableDrawsStayDifferentiable() {
        assertThat(new Bernoulli(NUMBERS).toEvent(1)).isNotInstanceOf(Reparameterized.class);
        Distribution distribution =
                new Normal(NUMBERS, NUMBERS.exp()).toEvent(1).toEvent(1);
        assertThat(distribution).isInstanceOf(Reparameterized.class);
        GradientCheck.check(
                        6,
                        in -> ((Reparameterized) new Normal(in[0], in[0].exp()).toEvent(1))
                                .rsample(RandomStream.of(7), Shape.of(2))
                                .tanh(),
                        NUMBERS)
                .requireWithin(1e-9);
    }

    @Test
    void noAxesLeaveADistributionAsItIs() {
        Bernoulli bernoulli = new Bernoulli(NUMBERS);
        assertThat(bernoulli.toEvent(0)).isSameAs(bernoulli);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4})
    void axesThatAreNotThereAreRefused(int axes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bernoulli(NUMBERS).toEvent(axes))
                .withMessage("cannot read " + axes + " axes of batch shape [2, 3, 4] as an event");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normal(NUMBERS, NUMBERS.exp()).toEvent(axes))
                .withMessage("cannot read " + axes + " axes of batch shape [2, 3, 4] as an event");
    }
}
