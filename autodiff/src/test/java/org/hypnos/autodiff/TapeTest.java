package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TapeTest {
    private final Parameter a = parameter("a", 1, 2, 3);
    private final Parameter b = parameter("b", 4, 5, 6);
    private final Parameter unused = parameter("unused", 7);
    private final Tape tape = new Tape();

    private static Parameter parameter(String name, double... values) {
        return new Parameter(name, Tensor.of(DType.FLOAT64, Shape.of(values.length), values));
    }

    @Test
    void gradientsAddUpWhereAValueIsUsedOftener() {
        Tensor x = tape.watch(a);
        Tensor shared = x.square(); // x^2 + x^2 x + x^2 = 2 x^2 + x^3
        Tensor loss = shared.add(shared.mul(x)).add(shared).sum();
        assertThat(tape.gradients(loss).of(a).toDoubles()).isEqualTo(new double[] {7, 20, 39});
    }

    @Test
    void aReplayMovesWhatIsWatchedAndKeepsWhatIsConstant() {
        Tensor x = tape.watch(a);
        Tensor loss = x.mul(x.detach()).add(tape.watch(b)).sum();
        Tensor moved = Tensor.of(DType.FLOAT64, Shape.of(3), 10, 20, 30);
        assertThat(tape.replay(loss, Map.of(a, moved)).item()).isEqualTo(10 + 40 + 90 + 15);
        assertThat(tape.replay(loss, Map.of()).item()).isEqualTo(loss.item());
        assertThat(a.value().toDoubles()).isEqualTo(new double[] {1, 2, 3});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tape().replay(loss, Map.of()))
                .withMessageContaining("not recorded on this tape");
    }

    @Test
    void aReplayLeavesTheGradientsAsTheyAre() {
        Tensor bits = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 0, 1);
        Tensor loss = tape.watch(a).bernoulliLogProb(bits, 1);
        double[] slopes = tape.gradients(loss).of(a).toDoubles(); // x - sigmoid(a)
        Tensor far = Tensor.of(DType.FLOAT64, Shape.of(3), 10, 20, 30);
        assertThat(tape.replay(loss, Map.of(a, far)).item()).isCloseTo(-20, within(1e-4));
        assertThat(tape.gradients(loss).of(a).toDoubles()).isEqualTo(slopes);
    }

    @Test
    void aParameterIsWatchedOnce() {
        assertThat(tape.watch(a)).isSameAs(tape.watch(a));
        Tensor loss = tape.watch(a).mul(tape.watch(a)).sum();
        assertThat(tape.gradients(loss).of(a).toDoubles()).isEqualTo(new double[] {2, 4, 6});
    }

    @Test
    void aParameterThatTookNoPartHasAZeroGradient() {
        Tensor loss = tape.watch(a).sum();
        Tensor watched = tape.watch(unused);
        Gradients gradients = tape.gradients(loss);
        assertThat(watched.shape()).isEqualTo(Shape.of(1));
        assertThat(gradients.of(unused).toDoubles()).isEqualTo(new double[] {0});
        assertThat(gradients.terms(unused)).isEmpty();
        assertThat(gradients.of(b).toDoubles()).isEqualTo(new double[] {0, 0, 0});
        assertThat(gradients.terms(b)).isEmpty();
    }

    @Test
    void aLossWithoutParametersHasZeroGradients() {
        assertThat(tape.watch(a).shape()).isEqualTo(Shape.of(3));
        Gradients gradients = tape.gradients(Tensor.scalar(DType.FLOAT64, 1));
        assertThat(gradients.of(a).toDoubles()).isEqualTo(new double[] {0, 0, 0});
    }

    @Test
    void noGradientFlowsThroughADetachedValue() {
        Tensor x = tape.watch(a);
        Tensor loss = x.detach().mul(x).sum();
        assertThat(tape.gradients(loss).of(a).toDoubles()).isEqualTo(new double[] {1, 2, 3});
    }

    @Test
    void aWatchedTensorHasAGradientOfItsOwn() {
        Tensor x = tape.watch(Tensor.of(DType.FLOAT64, Shape.of(2), 3, 4));
        Tensor y = tape.watch(Tensor.scalar(DType.FLOAT64, 10));
        Gradients gradients = tape.gradients(x.mul(y).sum());
        assertThat(gradients.of(x).toDoubles()).isEqualTo(new double[] {10, 10});
        assertThat(gradients.of(y).toDoubles()).isEqualTo(new double[] {7});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gradients.of(x.detach()))
                .withMessageContaining("not recorded on this tape");
    }

    @Test
    void oneLossMayBeAnInputOfAnother() {
        Tensor x = tape.watch(a);
        Tensor inner = x.sum();
        Tensor outer = inner.square();
        assertThat(tape.gradients(outer).of(a).toDoubles()).isEqualTo(new double[] {12, 12, 12});
        assertThat(tape.gradients(inner).of(a).toDoubles()).isEqualTo(new double[] {1, 1, 1});
    }

    @Test
    void twoLossesInOnePassEqualTwoPasses() {
        Tensor first = tape.watch(a).square().mul(tape.watch(b)).sum();
        Tensor second = tape.watch(a).exp().sum();
        Gradients both = tape.gradients(first.add(second));
        Gradients one = tape.gradients(first);
        Gradients two = tape.gradients(second);
        assertThat(both.of(a).toDoubles()).isEqualTo(one.of(a).add(two.of(a)).toDoubles());
        assertThat(both.of(b).toDoubles()).isEqualTo(one.of(b).toDoubles());
        assertThat(two.terms(b)).isEmpty();
    }

    @Test
    void aSeedWeighsTheElementsOfAValue() {
        Tensor x = tape.watch(a);
        Tensor seed = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 10, 0);
        assertThat(tape.gradients(x.square(), seed).of(a).toDoubles()).isEqualTo(new double[] {2, 40, 0});
    }

    @Test
    void reachedNamesTheParametersThatAValueDependsOn() {
        Tensor x = tape.watch(a);
        Tensor y = tape.watch(b);
        Tensor z = tape.watch(unused);
        assertThat(tape.reached(x.mul(y).sum())).containsExactly(a, b);
        assertThat(tape.reached(y.exp())).containsExactly(b);
        assertThat(tape.reached(x.detach().add(z))).containsExactly(unused);
        assertThat(tape.reached(Tensor.scalar(DType.FLOAT64, 1))).isEmpty();
    }

    @Test
    void twoTapesDoNotMix() {
        Tensor x = tape.watch(a);
        Tensor y = new Tape().watch(b);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.add(y))
                .withMessage("ADD mixes tensors of two tapes; detach() one of them");
    }

    @Test
    void aLossIsASingleValue() {
        Tensor x = tape.watch(a);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.gradients(x))
                .withMessage("a loss is a single value, found shape [3]; is a sum or mean missing?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.gradients(x, Tensor.scalar(DType.FLOAT64, 1)))
                .withMessageContaining("does not fit the value's shape [3]");
    }

    @Test
    void gradientsHaveTheParametersShapeWhateverWasRepeated() {
        Parameter bias = new Parameter("bias", Tensor.zeros(DType.FLOAT64, Shape.of(2, 1)));
        Tensor rows = Tensor.full(DType.FLOAT64, Shape.of(4, 2, 3), 1);
        Tensor gradient = tape.gradients(rows.add(tape.watch(bias)).sum()).of(bias);
        assertThat(gradient.shape()).isEqualTo(Shape.of(2, 1));
        assertThat(gradient.toDoubles()).isEqualTo(new double[] {12, 12});
    }
}
