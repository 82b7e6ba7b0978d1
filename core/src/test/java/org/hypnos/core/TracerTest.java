package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracerTest {
    private static final Tracer.Address ADDRESS = new Tracer.Address(5, 2, "wake");
    private static final Tracer TRACER =
            Tracer.of(ADDRESS, new Workspace(Engine.fastest()), 3).copies(2);

    private static Program program(Consumer<Context> body) {
        return Program.of(new ParameterStore("program", DType.FLOAT64, 1), body);
    }

    private static Tensor zeros(int... dims) {
        return Tensor.zeros(DType.FLOAT64, Shape.of(dims));
    }

    private static Normal standardNormal() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        return new Normal(zero, zero.add(1));
    }

    @Test
    void aSiteTakesTheValueThatIsGivenForItAndElseDraws() {
        Program program = program(context -> {
            Tensor z = context.sample("z", standardNormal());
            context.sample("x", new Normal(z, z.filled(Shape.SCALAR, 1)));
        });
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Trace trace = TRACER.trace(program, Map.of("x", x));
        assertThat(trace.sites().keySet()).containsExactly("z", "x");
        assertThat(trace.sites().get("z").drawn()).isTrue();
        assertThat(trace.sites().get("z").value().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(trace.sites().get("x").drawn()).isFalse();
        assertThat(trace.values().get("x")).isSameAs(x);
        assertThat(trace.values().get("z")).isSameAs(trace.sites().get("z").value());
    }

    @Test
    void theLogProbOfATraceIsTheSumOverItsSites() {
        Program program = program(context -> {
            Tensor z = context.sample("z", standardNormal());
            context.sample("x", new Normal(z, z.filled(Shape.SCALAR, 1)));
        });
        Tensor z = Tensor.of(DType.FLOAT64, Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Tensor logProb = TRACER.score(program, Map.of("z", z, "x", x)).logProb();
        assertThat(logProb.shape()).isEqualTo(Shape.of(2, 3));
        for (int i = 0; i < 6; i++) {
            double difference = x.get(i % 3) - z.get(i);
            double expected = -(z.get(i) * z.get(i) + difference * difference) / 2 - Math.log(2 * Math.PI);
            assertThat(logProb.get(i)).isCloseTo(expected, within(1e-13));
        }
    }

    @Test
    void oneTraceFeedsTheNext() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 1, 4, 6);
        Trace q = TRACER.trace(network.guide(), Map.of("x", zeros(3, 6)));
        Trace p = TRACER.score(network.model(), q.values());
        assertThat(q.conditions()).containsExactly("x");
        assertThat(q.values().names()).containsExactlyInAnyOrder("x", "h");
        assertThat(p.sites().get("h").value()).isSameAs(q.sites().get("h").value());
        assertThat(p.logProb().shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void drawsFollowFromTheirAddress() {
        assertThat(draw(ADDRESS))
                .isEqualTo(draw(new Tracer.Address(5, 2, "wake")))
                .isNotEqualTo(draw(new Tracer.Address(6, 2, "wake")))
                .isNotEqualTo(draw(new Tracer.Address(5, 3, "wake")))
                .isNotEqualTo(draw(new Tracer.Address(5, 2, "sleep")));
    }

    private static double[] draw(Tracer.Address address) {
        Program program = program(context -> context.sample("z", standardNormal()));
        Tracer tracer = Tracer.of(address, new Workspace(Engine.plain()), 3);
        return tracer.trace(program, Map.of()).values().get("z").toDoubles();
    }

    @Test
    void aNewSiteDoesNotShiftTheOthers() {
        Program one = program(context -> context.sample("z", standardNormal()));
        Program two = program(context -> {
            context.sample("a", standardNormal());
            context.sample("z", standardNormal());
        });
        Trace trace = TRACER.trace(two, Map.of());
        assertThat(trace.values().get("z").toDoubles())
                .isEqualTo(TRACER.trace(one, Map.of()).values().get("z").toDoubles())
                .isNotEqualTo(trace.values().get("a").toDoubles());
    }

    @Test
    void scoringDrawsNothing() {
        Program program = program(context -> context.sample("z", standardNormal()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.score(program, Map.of("x", zeros(3))))
                .withMessage("site 'z' has no value to score; given were [x]");
    }

    @Test
    void aSiteAppearsOnceInARun() {
        Program program = program(context -> {
            context.sample("z", standardNormal());
            context.sample("z", standardNormal());
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.trace(program, Map.of()))
                .withMessage("site 'z' appears twice in one run; sites need names of their own");
    }

    @Test
    void aBatchThatIsNoPlateIsProbablyAnEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.trace(program(c -> c.sample("h", new Bernoulli(zeros(4)))), Map.of()))
                .withMessage(
                        "site 'h' has batch shape [4], which does not end in plate [particle 2, datum 3]; is toEvent(1) missing?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.trace(program(c -> c.sample("h", new Bernoulli(zeros(2, 3, 4, 5)))), Map.of()))
                .withMessageEndingWith("is toEvent(2) missing?");
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 3", "1, 1"})
    void whatADistributionSharesIsDrawnForEach(int particles, int data) {
        Tensor shared = Tensor.of(DType.FLOAT64, Shape.of(6), 1, 2, 3, 4, 5, 6)
                .slice(0, 0, particles * data)
                .reshape(Shape.of(particles).named(Tracer.PARTICLE).concat(Shape.of(data)));
        Tensor z = drawAround(shared);
        assertThat(z.shape()).hasToString("[particle 2, datum 3, z 2]");
        assertThat(z.toDoubles())
                .isEqualTo(drawAround(shared.broadcastTo(TRACER.plate())).toDoubles())
                .doesNotHaveDuplicates();
    }

    private static Tensor drawAround(Tensor location) {
        Tensor pairs = Tensor.stack(2, location, location.add(10));
        Program program = program(c -> c.sample("z", new Normal(pairs, Tensor.scalar(DType.FLOAT64, 1)).toEvent(1)));
        return TRACER.trace(program, Map.of()).values().get("z");
    }

    @Test
    void aValueThatDoesNotFitItsSiteIsRefused() {
        Program program = program(context -> context.sample("h", new Bernoulli(zeros(4)).toEvent(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.score(program, Map.of("h", zeros(3, 5))))
                .withMessage(
                        "site 'h' has events of shape [4] in plate [particle 2, datum 3], which a value of shape [3, 5] does not fit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.score(program, Map.of("h", zeros(5, 4))))
                .withMessageContaining("a value of shape [5, 4] does not fit");
    }

    @Test
    void aValueOutsideTheSupportIsFoundWhereAssertionsAre() {
        Program program = program(context -> context.sample("h", new Bernoulli(zeros(4)).toEvent(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.score(program, Map.of("h", Tensor.full(DType.FLOAT64, Shape.of(3, 4), 2))))
                .withMessageContaining("site 'h'")
                .withMessageContaining("2.0")
                .withMessageContaining("expected one of 0 and 1");
    }

    @Test
    void aGivenNameThatIsNotThereIsAnErrorThatListsThoseThatAre() {
        Program program = program(context -> context.sample("z", new Normal(context.given("label"), zeros(3).add(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.trace(program, Map.of("x", zeros(3))))
                .withMessage("the program needs a value called 'label'; there are [x]");
    }

    @Test
    void allDataShareAGlobalSite() {
        Program program = program(context -> {
            Tensor w = context.sampleGlobal("w", new Normal(zeros(5), zeros(5).add(1)).toEvent(1));
            context.sample("x", new Normal(w.sumLast(1), zeros(1, 1).add(1).sum()));
        });
        Trace trace = TRACER.trace(program, Map.of("x", zeros(3)));
        Tensor w = trace.values().get("w");
        assertThat(w.shape()).isEqualTo(Shape.of(2, 1, 5));
        assertThat(trace.globalLogProb().shape()).isEqualTo(Shape.of(2));
        assertThat(trace.logProb().shape()).isEqualTo(Shape.of(2, 3));
        for (int k = 0; k < 2; k++) {
            Tensor own = w.slice(0, k, k + 1);
            double expected = -own.square().sum().item() / 2 - 2.5 * Math.log(2 * Math.PI);
            assertThat(trace.globalLogProb().get(k)).isCloseTo(expected, within(1e-13));
            double mean = own.sum().item();
            assertThat(trace.logProb().get(k * 3 + 1))
                    .isCloseTo(-mean * mean / 2 - 0.5 * Math.log(2 * Math.PI), within(1e-12));
        }
    }

    @Test
    void globalDrawsDependOnTheParticleButNotOnTheData() {
        Program program = program(context -> context.sampleGlobal("w", standardNormal()));
        double[] both = TRACER.trace(program, Map.of()).values().get("w").toDoubles();
        Tracer other = TRACER.particles(1, 1).data(7, 2);
        assertThat(other.trace(program, Map.of()).values().get("w").toDoubles()).containsExactly(both[1]);
        assertThat(both[0]).isNotEqualTo(both[1]);
    }

    @Test
    void parametersAreRecordedWhereThereIsATape() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter mean = store.create("mean", Shape.SCALAR, Initializer.constant(0.5));
        Program program = Program.of(
                store,
                context -> context.sample(
                        "x", new Normal(context.param(mean), zeros(1).sum().add(1))));
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Tape tape = new Tape(TRACER.workspace());
        Tracer recording = TRACER.copies(1).recording(tape);
        Tensor recorded = recording.score(program, Map.of("x", x)).logProb().sum();
        assertThat(tape.gradients(recorded).of(mean).item()).isCloseTo(6 - 3 * 0.5, within(1e-13));
        Tensor constant =
                recording.constant().score(program, Map.of("x", x)).logProb().sum();
        assertThat(constant.item()).isEqualTo(recorded.item());
        assertThat(tape.reached(constant)).isEmpty();
    }

    @Test
    void regularizationLossesOfOneNameAddUp() {
        Program program = program(context -> {
            context.sample("z", standardNormal());
            context.regularize("sparse", zeros(2, 3).add(1));
            context.regularize("sparse", zeros(3).add(2));
            context.regularize("small", Tensor.scalar(DType.FLOAT64, 7));
        });
        Trace trace = TRACER.trace(program, Map.of());
        assertThat(trace.regularization().get("sparse").toDoubles()).containsExactly(3, 3, 3, 3, 3, 3);
        assertThat(trace.regularization().get("small").item()).isEqualTo(7);
    }

    @Test
    void aRegularizationLossIsANumberOrOfThePlatesShape() {
        Program program = program(context -> context.regularize("sparse", zeros(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRACER.trace(program, Map.of()))
                .withMessage(
                        "regularization loss 'sparse' has shape [4]; expected a single number of rank 0, or the plate's [particle 2, datum 3]");
    }

    @Test
    void aRunWithoutSitesHasLogProbZero() {
        Trace trace = TRACER.trace(program(context -> {}), Map.of("x", zeros(3)));
        assertThat(trace.logProb().toDoubles()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(trace.globalLogProb().toDoubles()).containsExactly(0, 0);
    }
}
