package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/** All four choices at once, each weighed by its probability: expectations without drawing. */
class ScoreFunctionTest {
    private static final Tensor LOGITS = tensor(0.4, -1, 2, 0.3);
    private static final Tensor CHOICES = tensor(0, 1, 2, 3);
    private static final Tensor F = tensor(3, -2, 0.5, 7);

    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private interface Surrogate {
        Tensor of(Tensor logProb);
    }

    /** The expectation of the surrogate's gradient. */
    private static double[] expectedGradient(Surrogate surrogate) {
        Tape tape = new Tape();
        Tensor logits = tape.watch(LOGITS);
        Tensor logProb = new Categorical(logits).logProb(CHOICES);
        Tensor term = surrogate.of(logProb);
        return tape.gradients(term, logProb.detach().exp()).of(logits).toDoubles();
    }

    /** The gradient of the sum of p f. */
    private static double[] exactGradient() {
        Tape tape = new Tape();
        Tensor logits = tape.watch(LOGITS);
        Tensor mean = new Categorical(logits).logProb(CHOICES).exp().mul(F).sum();
        return tape.gradients(mean).of(logits).toDoubles();
    }

    @Test
    void theExpectedGradientIsThatOfTheExpectation() {
        assertThat(expectedGradient(logProb -> ScoreFunction.surrogate(logProb, F)))
                .containsExactly(exactGradient(), within(1e-14));
    }

    @Test
    void aBaselineChangesNoExpectation() {
        assertThat(expectedGradient(logProb -> ScoreFunction.surrogate(logProb, F, tensor(5))))
                .containsExactly(exactGradient(), within(1e-14));
    }

    @Test
    void aBaselineNearFLowersTheVariance() {
        double mean = F.mul(LOGITS.softmax(0)).sum().item();
        assertThat(squaredGradient(ScoreFunction.surrogate(logProb(), F, tensor(mean))))
                .isLessThan(squaredGradient(ScoreFunction.surrogate(logProb(), F)));
    }

    private static Tensor logProb() {
        return new Categorical(new Tape().watch(LOGITS)).logProb(CHOICES);
    }

    /** The term is a number times log q, so that its square stands for that of its gradient. */
    private static double squaredGradient(Tensor term) {
        Tensor weight = term.detach().div(logProb().detach());
        return weight.square().mul(LOGITS.softmax(0)).sum().item();
    }

    @Test
    void noGradientFlowsThroughFOrTheBaseline() {
        Tape tape = new Tape();
        Tensor f = tape.watch(F);
        Tensor baseline = tape.watch(tensor(2));
        Tensor term = ScoreFunction.surrogate(new Categorical(LOGITS).logProb(CHOICES), f, baseline);
        assertThat(tape.gradients(term.sum()).of(f).toDoubles()).containsOnly(0);
        assertThat(tape.gradients(term.sum()).of(baseline).toDoubles()).containsOnly(0);
    }
}
