package org.hypnos.distributions.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class NeuralAutoregressiveBernoulliTest {
    private static final int ROWS = 7;
    private static final int UNITS = 11;
    private static final int HIDDEN = 20;

    private static final Tensor LOGITS = Units.normal(1, Shape.of(ROWS, UNITS));
    private static final Tensor BIASES = Units.normal(2, Shape.of(ROWS, HIDDEN));
    private static final Tensor INPUT = Units.normal(3, Shape.of(UNITS, HIDDEN));
    private static final Tensor OUTPUT = Units.normal(4, Shape.of(HIDDEN, UNITS));

    @Test
    void theLogProbIsThatOfTheFormulaTermByTerm() {
        var nade = new NeuralAutoregressiveBernoulli(LOGITS, BIASES, INPUT, OUTPUT);
        Tensor x = nade.sample(RandomStream.of(5), Shape.SCALAR);
        double[] logProb = nade.logProb(x).toDoubles();
        for (int row = 0; row < ROWS; row++) {
            assertThat(logProb[row]).isCloseTo(byTheBook(x, row), within(1e-12 * Math.abs(logProb[row])));
        }
    }

    private static double byTheBook(Tensor x, int row) {
        double logProb = 0;
        for (int i = 0; i < UNITS; i++) {
            double logit = LOGITS.get(row * UNITS + i);
            for (int k = 0; k < HIDDEN; k++) {
                double sum = BIASES.get(row * HIDDEN + k);
                for (int j = 0; j < i; j++) {
                    sum += x.get(row * UNITS + j) * INPUT.get(j * HIDDEN + k);
                }
                logit += OUTPUT.get(k * UNITS + i) / (1 + Math.exp(-sum));
            }
            double probability = 1 / (1 + Math.exp(-logit));
            logProb += Math.log(x.get(row * UNITS + i) == 1 ? probability : 1 - probability);
        }
        return logProb;
    }

    /** Logits of one shape, biases of another. */
    @Test
    void logitsAndHiddenBiasesBroadcast() {
        Tensor logits = LOGITS.slice(0, 0, 2).reshape(Shape.of(2, 1, UNITS));
        Tensor biases = BIASES.slice(0, 0, 3);
        var nade = new NeuralAutoregressiveBernoulli(logits, biases, INPUT, OUTPUT);
        assertThat(nade.batchShape()).isEqualTo(Shape.of(2, 3));
        Tensor x = nade.sample(RandomStream.of(5), Shape.of(4));
        assertThat(x.shape()).isEqualTo(Shape.of(4, 2, 3, UNITS));
        Tensor together = nade.logProb(x);
        var one = new NeuralAutoregressiveBernoulli(
                logits.slice(0, 1, 2).reshape(Shape.of(UNITS)),
                biases.slice(0, 2, 3).reshape(Shape.of(HIDDEN)),
                INPUT,
                OUTPUT);
        Tensor alone = one.logProb(x.slice(1, 1, 2).slice(2, 2, 3));
        assertThat(alone.toDoubles())
                .containsExactly(together.slice(1, 1, 2).slice(2, 2, 3).toDoubles());
    }

    @Test
    void slipsAreNamed() {
        assertThatThrownBy(() -> new NeuralAutoregressiveBernoulli(LOGITS, BIASES, INPUT, INPUT))
                .hasMessage(
                        "NeuralAutoregressiveBernoulli's weights have shapes [11, 20] and [11, 20], expected [11, 20]"
                                + " and its transpose for logits [7, 11] and hidden biases [7, 20]");
        assertThatThrownBy(() -> new NeuralAutoregressiveBernoulli(LOGITS, BIASES, INPUT, OUTPUT.div(0)))
                .hasMessageContaining("NeuralAutoregressiveBernoulli's output weights at [0, 0] is");
        Tensor grey = Tensor.full(DType.FLOAT64, Shape.of(UNITS), 0.5);
        assertThatThrownBy(() -> new NeuralAutoregressiveBernoulli(LOGITS, BIASES, INPUT, OUTPUT).logProb(grey))
                .hasMessageContaining(
                        "a value of NeuralAutoregressiveBernoulli at [0] is 0.5, expected one of 0 and 1");
    }
}
