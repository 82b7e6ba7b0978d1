package org.hypnos.distributions.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Goodness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all layers of binary units keep to, with nothing above them and given a layer of {@value ABOVE} units. */
class BinaryLayersTest {
    private static final int ABOVE = 3;
    private static final int HIDDEN = 5;
    /** More than a vector has, and no multiple of it. */
    private static final int WIDE = 37;

    /** Makes the parameters of a layer of {@code units}, and says what that layer is. */
    private record Kind(String name, Recipe recipe) {
        Made make(int units) {
            Units.Store store = new Units.Store();
            return new Made(store.parameters, recipe.layer(store, units));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Recipe {
        Conditional layer(Units.Store store, int units);
    }

    /** Given [..., ABOVE], or with nothing above. */
    private interface Conditional {
        Distribution given(Function<Parameter, Tensor> parameters, Tensor above);
    }

    private record Made(List<Parameter> parameters, Conditional layer) {
        /** Given [3, ABOVE]. */
        Distribution distribution() {
            return layer.given(Parameter::value, above(3));
        }
    }

    private static Tensor above(int data) {
        Tensor logits = Tensor.zeros(DType.FLOAT64, Shape.of(data, ABOVE));
        return RandomStream.of(77).bernoulli(logits.shape(), logits);
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                kind("sigmoid belief", (store, n) -> SigmoidBelief.create(store, "h", ABOVE, n)),
                kind("deep sigmoid belief", (store, n) -> DeepSigmoidBelief.create(store, "h", ABOVE, HIDDEN, n)),
                kind(
                        "autoregressive sigmoid belief",
                        (store, n) -> AutoregressiveSigmoidBelief.create(store, "h", ABOVE, n)),
                kind("NADE", (store, n) -> Nade.create(store, "h", ABOVE, HIDDEN, n)),
                top("sigmoid belief, top", (store, n) -> SigmoidBelief.Top.create(store, "h", n)),
                top(
                        "autoregressive sigmoid belief, top",
                        (store, n) -> AutoregressiveSigmoidBelief.Top.create(store, "h", n)),
                top("NADE, top", (store, n) -> Nade.Top.create(store, "h", HIDDEN, n)));
    }

    private interface Creation<L> {
        L create(Units.Store store, int units);
    }

    private static Kind kind(String name, Creation<Layer> creation) {
        return new Kind(name, (store, n) -> creation.create(store, n)::given);
    }

    private static Kind top(String name, Creation<TopLayer> creation) {
        return new Kind(name, (store, n) -> {
            TopLayer layer = creation.create(store, n);
            return (parameters, above) -> layer.distribution(parameters);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void probabilitiesOfAllStatesSumToOne(Kind kind) {
        for (int units : new int[] {1, 2, 3, 4, 5, 8}) {
            Distribution layer = kind.make(units).distribution();
            Tensor states = Units.states(units).reshape(Shape.of(1 << units, 1, units));
            double[] sums = layer.logProb(states).exp().sum(0).toDoubles();
            assertThat(sums).as("%s units", units).hasSize(layer.batchShape().rank() == 0 ? 1 : 3);
            assertThat(Arrays.stream(sums)).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-12)));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void drawsFollowTheLogProb(Kind kind) {
        for (int units = 1; units <= 4; units++) {
            Distribution layer = kind.make(units).distribution();
            Tensor draws = layer.sample(RandomStream.of(5), Shape.of(50_000));
            int data = layer.batchShape().size();
            Tensor byDatum = draws.reshape(Shape.of(50_000, data, units));
            Tensor states = Units.states(units).reshape(Shape.of(1 << units, 1, units));
            Tensor probabilities = layer.logProb(states).exp().reshape(Shape.of(1 << units, data));
            for (int datum = 0; datum < data; datum++) {
                requireFrequencies(
                        Units.counts(byDatum.slice(1, datum, datum + 1)),
                        probabilities.slice(1, datum, datum + 1).toDoubles());
            }
        }
    }

    /** Of states too rare for Pearson's test all together, beside the most probable one. */
    private static void requireFrequencies(long[] counts, double... probabilities) {
        int most = Doubles.indexOf(probabilities, Doubles.max(probabilities));
        for (int i = 0; i < counts.length; i++) {
            if (50_000 * probabilities[i] <= 5) {
                counts[most] += counts[i];
                probabilities[most] += probabilities[i];
                counts[i] = 0;
                probabilities[i] = 0;
            }
        }
        Goodness.requireFrequencies(counts, probabilities);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theGradientOfTheLogProbAgreesWithDifferences(Kind kind) {
        Made made = kind.make(6);
        Tensor draw = made.distribution().sample(RandomStream.of(3), Shape.of(2));
        Tensor[] values = made.parameters().stream().map(Parameter::value).toArray(Tensor[]::new);
        GradientCheck.check(
                        4,
                        in -> made.layer()
                                .given(p -> in[made.parameters().indexOf(p)], above(3))
                                .logProb(draw),
                        values)
                .requireWithin(1e-8);
    }

    /** A particle of a datum draws the same alone and in its plate. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyRowHasDrawsOfItsOwn(Kind kind) {
        Made made = kind.make(WIDE);
        RandomStream stream = RandomStream.of(6);
        boolean top = made.distribution().batchShape().rank() == 0;
        Tensor plate = made.distribution().sample(stream.rows(0, 2, 0, 3), top ? Shape.of(2, 3) : Shape.of(2));
        for (int row = 0; row < 6; row++) {
            int datum = row % 3;
            Distribution alone = made.layer().given(Parameter::value, above(3).slice(0, datum, datum + 1));
            Tensor one = alone.sample(stream.rows(row / 3, 1, datum, 1), Shape.of(1));
            assertThat(one.toDoubles())
                    .isEqualTo(plate.reshape(Shape.of(6, WIDE))
                            .slice(0, row, row + 1)
                            .toDoubles());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothEnginesGiveTheSameBits(Kind kind) {
        for (DType dtype : DType.values()) {
            assertThat(results(kind.make(WIDE), dtype, Engine.fastest()))
                    .as("draws, log-prob and gradients in %s", dtype)
                    .containsExactly(
                            results(kind.make(WIDE), dtype, Engine.plain()).toArray(double[][]::new));
        }
    }

    private static List<double[]> results(Made made, DType dtype, Engine engine) {
        Workspace workspace = new Workspace(engine);
        Tape tape = new Tape(workspace);
        List<Tensor> watched = new ArrayList<>();
        for (Parameter parameter : made.parameters()) {
            watched.add(tape.watch(workspace.adopt(parameter.value().to(dtype))));
        }
        Distribution layer =
                made.layer().given(p -> watched.get(made.parameters().indexOf(p)), workspace.adopt(above(3).to(dtype)));
        Tensor draw = layer.sample(RandomStream.of(8), Shape.of(5));
        Tensor logProb = layer.logProb(draw);
        Gradients gradients = tape.gradients(logProb.sum());
        List<double[]> results = new ArrayList<>(List.of(draw.toDoubles(), logProb.toDoubles()));
        watched.forEach(parameter -> results.add(gradients.of(parameter).toDoubles()));
        return results;
    }
}
