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

class OneHotCategoricalTest {
    private static final Tensor LOGITS =
            tensor(0.4, -1, 2, 0, 0.3, Double.NEGATIVE_INFINITY).reshape(Shape.of(2, 3));

    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    @Test
    void itIsACategoricalWrittenInUnits() {
        Tensor choices = new Categorical(LOGITS).sample(RandomStream.of(1), Shape.of(50));
        Tensor draws = new OneHotCategorical(LOGITS).sample(RandomStream.of(1), Shape.of(50));
        assertThat(draws.toDoubles()).isEqualTo(choices.oneHot(3).toDoubles());
        assertThat(new OneHotCategorical(LOGITS).logProb(draws).toDoubles())
                .isEqualTo(new Categorical(LOGITS).logProb(choices).toDoubles());
        assertThat(new OneHotCategorical(LOGITS).entropy().toDoubles())
                .isEqualTo(new Categorical(LOGITS).entropy().toDoubles());
        assertThat(new OneHotCategorical(LOGITS).mode().toDoubles()).containsExactly(0, 0, 1, 0, 1, 0);
    }

    @Test
    void momentsAreThoseOfEachNumber() {
        Tensor p = LOGITS.softmax(-1);
        assertThat(new OneHotCategorical(LOGITS).mean().toDoubles()).isEqualTo(p.toDoubles());
        assertThat(new OneHotCategorical(LOGITS).variance().toDoubles())
                .containsExactly(p.mul(p.neg().add(1)).toDoubles(), within(1e-15));
    }

    @Test
    void gradientsOfTheLogProbAgreeWithDifferences() {
        Tensor values = tensor(0, 1, 0, 1, 0, 0).reshape(Shape.of(2, 1, 3));
        GradientCheck.check(3, in -> new OneHotCategorical(in[0]).logProb(values), LOGITS.max(-2))
                .requireWithin(1e-9);
    }

    @Test
    void otherVectorsAreRefused() {
        for (double[] value : new double[][] {{0, 0, 0}, {1, 1, 0}, {2, 0, 0}, {1, 0, Double.NaN}, {1, 1e-30, 0}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OneHotCategorical(LOGITS).logProb(tensor(value)))
                    .withMessageStartingWith("a value of OneHotCategorical is [" + value[0])
                    .withMessageContaining("the vectors of zeros with a single one");
        }
    }
}
