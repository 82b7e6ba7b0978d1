package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.function.Consumer;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.inference.Weights;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

/** How the names of axes walk through programs, and which slips they show. */
class NamedAxesTest {
    private static final Workspace WORKSPACE = new Workspace(Engine.fastest());

    /** As many particles as data, so that extents alone show nothing. */
    private static final Tracer SQUARE =
            Tracer.of(new Tracer.Address(1, 0, "wake"), WORKSPACE, 3).copies(3);

    private final ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
    private final Parameter weights = store.create("weights", Shape.of(4, 1), Initializer.constant(0.5));

    private final Map<String, Tensor> batch = Dataset.of(Map.of(
                    "x", Tensor.zeros(DType.FLOAT64, Shape.of(5, 4)), "y", Tensor.zeros(DType.FLOAT64, Shape.of(5))))
            .rows(WORKSPACE, 0, 3);

    private Trace trace(Consumer<Context> body) {
        return SQUARE.trace(Program.of(store, body), batch);
    }

    private static Tensor zeros(int... dims) {
        return Tensor.zeros(DType.FLOAT64, Shape.of(dims));
    }

    @Test
    void batchesHaveData() {
        assertThat(batch.get("x").shape()).hasToString("[datum 3, x 4]");
        assertThat(batch.get("y").shape()).hasToString("[datum 3]");
    }

    @Test
    void drawsHaveThePlateAndTheirSite() {
        Trace trace = trace(c -> {
            Tensor z = c.sample("z", new Normal(zeros(2), zeros(2).add(1)).toEvent(1));
            c.sample("k", new Categorical(z));
            c.sample("b", new Bernoulli(c.given("x").add(0)).toEvent(1));
            c.sampleGlobal("w", new Normal(zeros(5), zeros(5).add(1)).toEvent(1));
        });
        assertThat(trace.plate()).hasToString("[particle 3, datum 3]");
        assertThat(trace.values().get("z").shape()).hasToString("[particle 3, datum 3, z 2]");
        assertThat(trace.values().get("k").shape()).hasToString("[particle 3, datum 3]");
        assertThat(trace.values().get("b").shape()).hasToString("[particle 3, datum 3, b 4]");
        assertThat(trace.values().get("w").shape()).hasToString("[particle 3, 1, w 5]");
        assertThat(trace.logProb().shape()).hasToString("[particle 3, datum 3]");
        assertThat(trace.globalLogProb().shape()).hasToString("[particle 3]");
        assertThat(Weights.logMean(trace.logProb()).shape()).hasToString("[datum 3]");
    }

    @Test
    void numbersOfEachDatumDoNotMeetAColumnOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace(c -> {
                    Tensor mean = c.given("x").matmul(c.param(weights));
                    c.regularize("error", c.given("y").sub(mean).square().sum(0));
                }))
                .withMessage("SUB: cannot broadcast [datum 3] with [datum 3, 1]: 'datum' would stand at two axes;"
                        + " the second has one axis more: is a sum over it, a reshape or toEvent(1) missing?");
    }

    @Test
    void aDistributionThatKeepsAnAxisIsNoPlate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        trace(c -> c.sample("y", new Bernoulli(c.given("x").matmul(c.param(weights))))))
                .withMessage("site 'y' has batch shape [datum 3, 1], which does not end in plate"
                        + " [particle 3, datum 3]; is toEvent(1) missing?");
    }

    @Test
    void aForgottenEventIsNoPlate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        trace(c -> c.sample("x", new Bernoulli(c.given("x").slice(1, 0, 3)))))
                .withMessageStartingWith("site 'x' has batch shape [datum 3, x 3], which does not end in plate");
    }

    @Test
    void anEventHasNoPlate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace(c -> c.sample("x", new Bernoulli(c.given("x")).toEvent(2))))
                .withMessage("site 'x' reads axis 'datum' as part of its event [datum 3, x 4];"
                        + " does toEvent take too many axes?");
    }

    @Test
    void theNumberOfAParticleIsNotThatOfADatum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace(c -> {
                    Tensor z = c.sample("z", new Normal(zeros(), zeros().add(1)));
                    c.sample("y", new Normal(z.mean(1).add(c.given("y")), zeros().add(1)));
                }))
                .withMessageContaining("cannot broadcast [particle 3] with [datum 3]: axis 1 from the end is"
                        + " 'particle' in one and 'datum' in the other");
    }

    @Test
    void aValueOfParticlesIsNoneOfData() {
        Map<String, Tensor> values = Map.of("z", zeros(3).reshape(Shape.of(3).named(Tracer.PARTICLE)));
        Program program = Program.of(store, c -> c.sample("z", new Normal(zeros(), zeros().add(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SQUARE.score(program, values))
                .withMessageContaining("plate [particle 3, datum 3], which a value of shape [particle 3] does not fit");
    }

    @Test
    void gradientsFlow() {
        Tape tape = new Tape(WORKSPACE);
        Program program = Program.of(store, c -> {
            Tensor mean = c.given("x").add(1).matmul(c.param(weights)).sumLast(1);
            Tensor z = c.sample("z", new Normal(mean, mean.constant(1)));
            c.sample("y", new Normal(z.add(mean), mean.constant(1)));
        });
        Tensor logProb = SQUARE.recording(tape).trace(program, batch).logProb();
        Tensor gradient = tape.gradients(Weights.logMean(logProb).sum()).of(weights);
        assertThat(gradient.shape()).isEqualTo(weights.shape());
    }
}
