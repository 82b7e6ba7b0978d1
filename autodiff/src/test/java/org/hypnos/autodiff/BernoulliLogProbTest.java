package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BernoulliLogProbTest {
    @ParameterizedTest
    @EnumSource(DType.class)
    void extremeLogitsHaveFiniteLogProbsAndGradients(DType dtype) {
        Tape tape = new Tape();
        Tensor logits = tape.watch(Tensor.of(dtype, Shape.of(4), 800, 800, -800, -800));
        Tensor values = Tensor.of(dtype, Shape.of(4), 1, 0, 1, 0);
        Tensor logProb = logits.bernoulliLogProb(values, 0);
        assertThat(logProb.toDoubles()).containsExactly(new double[] {0, -800, -800, 0}, within(0.0));
        assertThat(tape.gradients(logProb.sum()).of(logits).toDoubles()).isEqualTo(new double[] {0, -1, 1, 0});
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void isTheSumOfValueTimesLogitLessSoftplus(DType dtype) {
        Tensor logits = Numbers.grid(1, Shape.of(3, 1, 5)).to(dtype);
        Tensor values = Numbers.whole(2, Shape.of(4, 5), 2).to(dtype);
        Tensor expected = values.mul(logits).sub(logits.softplus());
        double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 1e-14;
        for (int axes = 0; axes <= 2; axes++) {
            Tensor found = logits.bernoulliLogProb(values, axes);
            assertThat(found.shape()).isEqualTo(expected.shape().prefix(3 - axes));
            assertThat(found.toDoubles()).containsExactly(expected.sumLast(axes).toDoubles(), within(tolerance));
        }
    }

    /** One value for a whole row of logits, and the other way round. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void eitherSideIsRepeatedWithinARow(DType dtype) {
        Tensor one = Tensor.of(dtype, Shape.of(1), 1);
        Tensor three = Tensor.of(dtype, Shape.of(3), 0, 0, 0);
        double tolerance = 1e-6;
        assertThat(three.bernoulliLogProb(one, 1).item()).isCloseTo(-3 * Math.log(2), within(tolerance));
        assertThat(one.bernoulliLogProb(three, 1).item()).isCloseTo(-3 * Math.log1p(Math.E), within(tolerance * 4));
    }
}
