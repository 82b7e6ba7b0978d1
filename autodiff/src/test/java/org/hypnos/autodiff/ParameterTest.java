package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ParameterTest {
    private final Tensor initial = Tensor.of(Shape.of(2), 1, 2);
    private final Parameter parameter = new Parameter("decoder/bias", initial);

    @Test
    void isANamedCell() {
        assertThat(parameter.name()).isEqualTo("decoder/bias");
        assertThat(parameter.shape()).isEqualTo(Shape.of(2));
        assertThat(parameter.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(parameter).hasToString("decoder/bias[2]");
    }

    @Test
    void valuesTakenAndGivenStayAsTheyAre() {
        Tensor before = parameter.value();
        Tensor next = Tensor.of(Shape.of(2), 3, 4);
        parameter.set(next);
        Tensor after = parameter.value();
        parameter.set(Tensor.of(Shape.of(2), 5, 6));
        assertThat(initial.toDoubles()).isEqualTo(new double[] {1, 2});
        assertThat(before.toDoubles()).isEqualTo(new double[] {1, 2});
        assertThat(next.toDoubles()).isEqualTo(new double[] {3, 4});
        assertThat(after.toDoubles()).isEqualTo(new double[] {3, 4});
        assertThat(parameter.value().toDoubles()).isEqualTo(new double[] {5, 6});
    }

    @Test
    void anotherShapeOrPrecisionIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter.set(Tensor.zeros(DType.FLOAT32, Shape.of(3))))
                .withMessageContainingAll("parameter 'decoder/bias' is [2] FLOAT32", "[3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter.set(initial.to(DType.FLOAT64)))
                .withMessageContainingAll("FLOAT32", "FLOAT64");
    }
}
