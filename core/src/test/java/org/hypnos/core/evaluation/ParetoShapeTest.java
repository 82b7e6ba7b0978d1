package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Exponential;
import org.junit.jupiter.api.Test;

class ParetoShapeTest {
    private static final Tensor ONE = Tensor.scalar(DType.FLOAT64, 1);

    private static Program program(String name, Consumer<Context> body) {
        return Program.of(new ParameterStore(name, DType.FLOAT64, 1), body);
    }

    /** A cause of rate 1, and a guide of a rate for each datum. */
    private static ImportanceSampling exponentials(int samples, double... rates) {
        Program model = program("model", context -> context.sample("h", new Exponential(ONE)));
        Program guide = program("guide", context -> context.sample("h", new Exponential(context.given("rate"))));
        Dataset data = Dataset.of(Map.of("rate", Tensor.of(DType.FLOAT64, Shape.of(rates.length), rates)))
                .withInputs(Set.of("rate"));
        return new ImportanceSampling(model, guide, data, samples, 5, Engine.fastest(), 2);
    }

    /** w is proportional to exp((b - 1) h) with h of rate b: P(w > t) is a power of t, and k = (b - 1) / b exactly. */
    @Test
    void weightsWithAParetoTail() {
        double[] rates = {1.25, 2, 3, 10};
        int samples = 100_000;
        ParetoShape shape = ParetoShape.of(exponentials(samples, rates));
        int tail = (int) Math.ceil(3 * Math.sqrt(samples));
        for (int i = 0; i < rates.length; i++) {
            double k = 1 - 1 / rates[i];
            double expected = (tail * k + 5) / (tail + 10);
            assertThat(shape.ofEach().get(i)).isCloseTo(expected, within(6 * (1 + k) / Math.sqrt(tail)));
        }
        assertThat(shape.maximum()).isGreaterThan(shape.limit());
        assertThat(shape.shareBeyondLimit()).as("of k = 0.2, 0.5, 2/3 and 0.9").isBetween(0.25, 0.5);
        assertThat(shape.limit()).isEqualTo(0.7);
        assertThat(shape.median()).isBetween(0.4, 0.8);
    }

    /** A guide of rate b below 1 gives no weight above 1 / b. */
    @Test
    void boundedWeightsHaveANegativeShape() {
        ParetoShape shape = ParetoShape.of(exponentials(100_000, 0.5));
        assertThat(shape.ofEach().get(0)).isLessThan(0);
        assertThat(shape.shareBeyondLimit()).isZero();
    }

    @Test
    void equalWeightsHaveNoTailAndWithoutWeightNothingIsTrusted() {
        assertThat(ParetoShape.of(exponentials(1000, 1)).ofEach()).containsExactly(Double.NEGATIVE_INFINITY);

        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        Tensor never = zero.sub(Double.POSITIVE_INFINITY);
        Program model = program("model", context -> context.sample("h", new Categorical(Tensor.stack(0, zero, never))));
        Program guide = program(
                "guide",
                context -> context.sample(
                        "h", new Categorical(Tensor.stack(0, never, zero).add(context.given("rate")))));
        Dataset impossible = Dataset.of(Map.of("rate", Tensor.zeros(DType.FLOAT64, Shape.of(1, 1))))
                .withInputs(Set.of("rate"));
        ImportanceSampling sampling = new ImportanceSampling(model, guide, impossible, 100, 5, Engine.fastest(), 1);
        assertThat(ParetoShape.of(sampling).ofEach()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(EffectiveSampleSize.of(sampling).ofEach()).containsExactly(0.0);
    }

    @Test
    void fewSamplesNeedASmallerShape() {
        ParetoShape shape = ParetoShape.of(exponentials(100, 2, 2));
        assertThat(shape.limit()).isCloseTo(0.5, within(1e-12));
        assertThat(shape.toString()).startsWith("PSIS k-hat: median ").contains("2 data (K = 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParetoShape.of(exponentials(24, 2)))
                .withMessage("a tail of weights needs at least 25 samples, found 24");
    }
}
