package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A unit is drawn by the very logit that scores it: not one of them is on the other side of its uniform number. */
class AutoregressiveTest {
    private static final int ROWS = 300;
    private static final int UNITS = 70;
    private static final int HIDDEN = 45;

    private static Tensor normal(long seed, DType dtype, Shape shape) {
        return RandomStream.of(seed).normal(shape, Tensor.scalar(dtype, 0));
    }

    private static Tensor uniform(DType dtype) {
        return RandomStream.of(9).uniform(Shape.of(ROWS, UNITS), Tensor.scalar(dtype, 0));
    }

    private static void requireDecisions(Tensor uniform, Tensor draw, Tensor logits) {
        Tensor expected = logits.sigmoid().greater(uniform);
        assertThat(draw.toDoubles()).isEqualTo(expected.toDoubles());
        assertThat(draw.mean().item()).isBetween(0.3, 0.7);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void drawsAreDecidedByTheirOwnLogits(DType dtype) {
        Tensor logits = normal(1, dtype, Shape.of(ROWS, UNITS));
        Tensor weights = normal(2, dtype, Shape.of(UNITS, UNITS));
        Tensor draw = Autoregressive.draw(uniform(dtype), logits, weights);
        requireDecisions(uniform(dtype), draw, logits.add(draw.matmul(weights.upperTriangle(1))));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void drawsOfAnEstimatorAreDecidedByTheirOwnLogits(DType dtype) {
        Tensor logits = normal(1, dtype, Shape.of(ROWS, UNITS));
        Tensor bias = normal(2, dtype, Shape.of(HIDDEN));
        Tensor input = normal(3, dtype, Shape.of(UNITS, HIDDEN));
        Tensor output = normal(4, dtype, Shape.of(HIDDEN, UNITS));
        Tensor draw = Autoregressive.nadeDraw(uniform(dtype), logits, bias, input, output);
        requireDecisions(uniform(dtype), draw, logits.add(Autoregressive.nadeLogits(draw, bias, input, output)));
    }

    @Test
    void slipsAreNamed() {
        Tensor x = Tensor.zeros(DType.FLOAT32, Shape.of(2, 3));
        assertThatThrownBy(() -> Autoregressive.draw(x, x, x))
                .hasMessageContaining("3 units need weights [3, 3], found [2, 3]");
        assertThatThrownBy(() -> Autoregressive.nadeLogits(x, x, x, x))
                .hasMessage(
                        "a neural autoregressive estimator needs weights [units, hidden] and [hidden, units] and biases"
                                + " [..., hidden], found [2, 3], [2, 3] and [2, 3]");
        assertThatThrownBy(() -> Autoregressive.nadeLogits(x, x, x, x.transpose()))
                .hasMessageContaining("the net has 2 units, found [2, 3]");
    }
}
