package org.hypnos.distributions.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class AutoregressiveBernoulliTest {
    private static Tensor tensor(Shape shape, double... values) {
        return Tensor.of(DType.FLOAT64, shape, values);
    }

    /** Two units, of which the second follows the first. */
    private static final AutoregressiveBernoulli COPY =
            new AutoregressiveBernoulli(tensor(Shape.of(2), 0, -800), tensor(Shape.of(2, 2), 7, 1600, 7, 7));

    @Test
    void aUnitSeesThoseBeforeItAndNoOthers() {
        double[] logProbs = COPY.logProb(Units.states(2)).toDoubles();
        double half = -Math.log(2);
        assertThat(logProbs).containsExactly(new double[] {half, half - 800, half - 800, half}, within(1e-12));
    }

    @Test
    void drawsSeeThemToo() {
        long[] counts = Units.counts(COPY.sample(RandomStream.of(1), Shape.of(1000)));
        assertThat(counts[0] + counts[3]).isEqualTo(1000);
        assertThat(counts[0]).isBetween(400L, 600L); // 500 but for 6 standard deviations
    }

    @Test
    void extremeLogitsHaveFiniteGradients() {
        Tape tape = new Tape();
        Tensor logits = tape.watch(COPY.logits());
        Tensor lateral = tape.watch(COPY.lateral());
        Tensor logProb = new AutoregressiveBernoulli(logits, lateral).logProb(Units.states(2));
        double[] gradient = tape.gradients(logProb.sum()).of(lateral).toDoubles();
        assertThat(gradient).containsExactly(0, -1, 0, 0);
    }

    @Test
    void slipsAreNamed() {
        Tensor logits = tensor(Shape.of(2, 3), 0, 0, 0, 0, Double.NaN, 0);
        Tensor lateral = Tensor.zeros(DType.FLOAT64, Shape.of(3, 3));
        assertThatThrownBy(() -> new AutoregressiveBernoulli(logits, lateral))
                .hasMessageContaining("AutoregressiveBernoulli's logits at [1, 1] is NaN");
        assertThatThrownBy(() -> new AutoregressiveBernoulli(logits, logits))
                .hasMessage(
                        "AutoregressiveBernoulli's lateral weights have shape [2, 3], expected [3, 3] for logits [2, 3]");
        assertThatThrownBy(() -> COPY.logProb(tensor(Shape.of(2), 1, 2)))
                .hasMessageContaining("a value of AutoregressiveBernoulli at [1] is 2.0, expected one of 0 and 1");
    }
}
