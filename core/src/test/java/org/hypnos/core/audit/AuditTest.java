package org.hypnos.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.Trace;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTest {
    private static final double TOLERANCE = 1e-12;

    private static Tensor numbers(double... numbers) {
        return Tensor.of(DType.FLOAT64, Shape.of(numbers.length), numbers);
    }

    private static Dataset data(DType dtype, int visible, int count) {
        double[] bits = new double[count * visible];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = i % 3 == 0 ? 1 : 0;
        }
        return Dataset.of(Map.of("x", Tensor.of(dtype, Shape.of(count, visible), bits)));
    }

    /** Wake-sleep with {@code count} draws in each phase. */
    private static InferenceAlgorithm wakeSleep(Program model, Program guide, int count) {
        return () -> ImmutableList.of(
                Phase.always("wake", (tracer, batch) -> {
                    Trace q = tracer.copies(count).constant().trace(guide, batch.values());
                    Trace p = tracer.copies(count).score(model, q.values());
                    return Losses.none()
                            .theta(p.logProb(batch.population()).mean(0).neg(), p);
                }),
                Phase.always("sleep", (tracer, batch) -> {
                    Trace dream = tracer.copies(count).constant().trace(model, batch.inputs());
                    Trace q = tracer.copies(count).score(guide, dream.values());
                    return Losses.none()
                            .phi(q.logProb(batch.population()).mean(0).neg(), q);
                }));
    }

    private static Audit audit(Program model, Program guide, Dataset dataset, int count) {
        return Audit.run(
                model,
                guide,
                dataset,
                ImmutableMap.of("ws", wakeSleep(model, guide, count)),
                new AuditOptions(3, 20_000, 0));
    }

    @ParameterizedTest
    @EnumSource
    void dreamsAreExactAndWakingIsNot(DType dtype) {
        SmallNetwork network = SmallNetwork.of(dtype, 5, 2, 3);
        Audit audit = audit(network.model(), network.guide(), data(dtype, 3, 4), 1);
        GradientAudit wake = audit.gradients().get(0);
        GradientAudit sleep = audit.gradients().get(1);
        assertThat(audit.posteriors()).hasSize(4);
        assertThat(wake.target()).isEqualTo(Target.EVIDENCE);
        assertThat(wake.method().count()).isEqualTo(4);
        assertThat(wake.biasShare()).isGreaterThan(0.01);
        assertThat(sleep.target()).isEqualTo(Target.SLEEP_PHI);
        assertThat(sleep.method().count()).isEqualTo(32);
        assertThat(sleep.biasShare()).isLessThan(dtype == DType.FLOAT64 ? TOLERANCE : 1e-5);
    }

    /** 32 dreams for each of 5 copies are 2^25 tuples; for 3 copies they are enumerated. */
    @Test
    void samplesAgreeWithTuples() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 5, 2, 3);
        Dataset dataset = data(DType.FLOAT64, 3, 1);
        GradientAudit three =
                audit(network.model(), network.guide(), dataset, 3).gradients().get(1);
        GradientAudit five =
                audit(network.model(), network.guide(), dataset, 5).gradients().get(1);
        assertThat(three.method().toString()).isEqualTo("all 32768 tuples");
        assertThat(three.bias().estimate()).isLessThan(TOLERANCE);
        assertThat(five.method().toString()).startsWith("20000 samples: up to site 'x' there are some 2^25.0 tuples");
        assertThat(five.bias().estimate()).isLessThan(2.5 * five.bias().halfWidth()); // 4.9 standard errors
        assertThat(five.variance()).isCloseTo(three.variance() * 3 / 5, within(0.1 * five.variance()));
        assertThat(five.loss()).isCloseTo(three.loss(), within(0.05));
    }

    @Test
    void theDataShareTheVariance() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 5, 2, 3);
        GradientAudit one = audit(network.model(), network.guide(), data(DType.FLOAT64, 3, 1), 1)
                .gradients()
                .get(0);
        Dataset thrice =
                Dataset.of(Map.of("x", numbers(1, 0, 0, 1, 0, 0, 1, 0, 0).reshape(Shape.of(3, 3))));
        GradientAudit three =
                audit(network.model(), network.guide(), thrice, 1).gradients().get(0);
        assertThat(three.bias().estimate()).isCloseTo(one.bias().estimate(), within(TOLERANCE));
        assertThat(three.variance()).isCloseTo(one.variance() / 3, within(TOLERANCE));
    }

    /** Of the choices 0, 1 and 2 the last is followed by a coin: 4 paths, of which 0 has probability 0. */
    private static void branch(Context context, Tensor logits, Tensor coin) {
        Tensor c = context.sample("c", new Categorical(logits));
        if (context.branchOn(c) == 2) {
            context.sample("d", new Bernoulli(coin));
        }
    }

    private static Program branching(ParameterStore store) {
        Parameter logits = store.create(
                "logits",
                Shape.of(3),
                (random, dtype, shape) -> Tensor.of(dtype, shape, Double.NEGATIVE_INFINITY, 0, Math.log(3)));
        Parameter coin = store.create("coin", Shape.SCALAR, Initializer.constant(0.4));
        return Program.of(store, context -> {
            branch(context, context.param(logits), context.param(coin));
            Tensor c = context.given("c");
            Tensor x = context.branchOn(c) == 2 ? context.given("d").mul(2) : c.mul(0.5);
            context.sample("x", new Bernoulli(x));
        });
    }

    @Test
    void branchingProgramsAreEnumeratedPathByPath() {
        Program model = branching(new ParameterStore("model", DType.FLOAT64, 1));
        ParameterStore store = new ParameterStore("guide", DType.FLOAT64, 1);
        Parameter logits = store.create("logits", Shape.of(3), Initializer.zeros());
        Parameter slope = store.create("slope", Shape.SCALAR, Initializer.constant(1.5));
        Program guide = Program.of(
                store,
                context -> branch(
                        context,
                        context.param(logits),
                        context.param(slope).mul(context.given("x").sub(0.3))));
        Audit audit = audit(model, guide, Dataset.of(Map.of("x", numbers(1))), 2);
        double on = 1 / (1 + Math.exp(-0.4));
        double p1 = 0.25 / (1 + Math.exp(-0.5));
        double p20 = 0.75 * (1 - on) * 0.5;
        double p21 = 0.75 * on / (1 + Math.exp(-2));
        double evidence = p1 + p20 + p21;
        ExactPosterior posterior = audit.posteriors().get(0);
        assertThat(posterior.logProb()).isCloseTo(Math.log(evidence), within(TOLERANCE));
        assertThat(posterior.causes().stream().map(Cause::probability).sorted().toList())
                .hasSize(3)
                .satisfies(sorted -> {
                    assertThat(sorted.get(2)).isCloseTo(p21 / evidence, within(TOLERANCE));
                    assertThat(sorted.get(0)).isCloseTo(Math.min(p1, p20) / evidence, within(TOLERANCE));
                });
        GradientAudit sleep = audit.gradients().get(1);
        assertThat(sleep.method().toString()).as("3 paths, x on or off").isEqualTo("all 36 tuples");
        assertThat(sleep.bias().estimate()).isLessThan(TOLERANCE);
    }

    /** A coin that three data share: they are explained together. */
    @Test
    void globalSitesJoinTheData() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter bias = theta.create("bias", Shape.SCALAR, Initializer.constant(0.7));
        Program model = Program.of(theta, context -> {
            Tensor coin = context.sampleGlobal("coin", new Bernoulli(context.param(bias)));
            context.sample("x", new Bernoulli(coin.mul(2).sub(context.given("threshold"))));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
        Parameter logit = phi.create("logit", Shape.SCALAR, Initializer.constant(-0.2));
        Program guide = Program.of(phi, context -> context.sampleGlobal("coin", new Bernoulli(context.param(logit))));
        Dataset dataset = Dataset.of(Map.of("x", numbers(1, 0, 1), "threshold", numbers(1, 1, 1)))
                .withInputs(Set.of("threshold"));
        Audit audit = audit(model, guide, dataset, 1);
        double on = 1 / (1 + Math.exp(-0.7));
        double s = 1 / (1 + Math.exp(-1));
        double ifOn = on * s * s * (1 - s);
        double ifOff = (1 - on) * (1 - s) * (1 - s) * s;
        assertThat(audit.posteriors()).hasSize(1);
        assertThat(audit.posteriors().get(0).logProb()).isCloseTo(Math.log(ifOn + ifOff), within(TOLERANCE));
        GradientAudit wake = audit.gradients().get(0);
        double exact = ifOn / (ifOn + ifOff) - on;
        double drawn = 1 / (1 + Math.exp(0.2)) - on;
        assertThat(wake.exactNorm()).isCloseTo(Math.abs(exact) / 3, within(TOLERANCE));
        assertThat(wake.bias().estimate()).isCloseTo(Math.abs(exact - drawn) / 3, within(TOLERANCE));
        GradientAudit sleep = audit.gradients().get(1);
        assertThat(sleep.bias().estimate()).isLessThan(TOLERANCE);
        assertThat(sleep.method().count()).as("a coin and three data").isEqualTo(16);
    }

    @Test
    void modelsWithoutCausesHaveNothingToEnumerate() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter logit = store.create("logit", Shape.SCALAR, Initializer.zeros());
        Program model = Program.of(store, context -> context.sample("x", new Bernoulli(context.param(logit))));
        Program guide = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {});
        InferenceAlgorithm likelihood = () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(model, batch.values());
            return Losses.none().theta(p.logProb().mean(0).neg(), p);
        }));
        Dataset dataset = Dataset.of(Map.of("x", numbers(0, 1, 0, 0, 0, 0, 0, 0, 0, 1)));
        Audit audit = Audit.run(
                model, guide, dataset, ImmutableMap.of("maximum likelihood", likelihood), AuditOptions.standard());
        GradientAudit wake = audit.gradients().get(0);
        assertThat(wake.exactNorm()).isCloseTo(0.3, within(TOLERANCE));
        assertThat(wake.bias().estimate()).isLessThan(TOLERANCE);
        assertThat(wake.variance()).isLessThan(TOLERANCE);
    }

    @Test
    void phasesThatAreNotDueTakeNoPart() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 5, 2, 3);
        InferenceAlgorithm never = () -> ImmutableList.of(
                Phase.always("never", (tracer, batch) -> Losses.none()).when(step -> step == 7));
        Audit audit = Audit.run(
                network.model(),
                network.guide(),
                data(DType.FLOAT64, 3, 1),
                ImmutableMap.of("lazy", never),
                AuditOptions.standard());
        assertThat(audit.gradients()).isEmpty();
    }

    @Test
    void tooManyCausesAreRefused() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 5, 21, 3);
        assertThatThrownBy(() -> audit(network.model(), network.guide(), data(DType.FLOAT64, 3, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("up to site 'h' there are some 2^21.0 tuples for 1 particles, more than 2^20");
    }

    @Test
    void causesThatCannotBeListedAreRefused() {
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor z =
                    context.sample("z", new Normal(numbers(0).sum(), numbers(1).sum()));
            context.sample("x", new Bernoulli(z));
        });
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample(
                        "z", new Normal(numbers(0).sum(), numbers(1).sum())));
        assertThatThrownBy(() -> audit(model, guide, Dataset.of(Map.of("x", numbers(1))), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("site 'z' can be one of")
                .hasMessageContaining("whose values cannot be listed");
    }

    @Test
    void impossibleDataAreRefused() {
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            context.sample("h", new Bernoulli(numbers(0).sum()));
            context.sample("x", new Categorical(numbers(0, Double.NEGATIVE_INFINITY)));
        });
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("h", new Bernoulli(numbers(0).sum())));
        assertThatThrownBy(() -> audit(model, guide, Dataset.of(Map.of("x", numbers(1))), 1))
                .hasMessageContaining("no cause explains");
    }

    @Test
    void aSiteDrawnFromTwoDistributionsIsSampled() {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 5, 2, 3);
        InferenceAlgorithm twice = () -> ImmutableList.of(Phase.always("both", (tracer, batch) -> {
            Trace dream = tracer.constant().trace(network.model(), batch.inputs());
            Trace q = tracer.trace(network.guide(), batch.values());
            return Losses.none().phi(q.logProb().add(dream.logProb()).mean(0), q);
        }));
        Audit audit = Audit.run(
                network.model(),
                network.guide(),
                data(DType.FLOAT64, 3, 1),
                ImmutableMap.of("twice", twice),
                new AuditOptions(1, 10, 0));
        assertThat(audit.gradients().get(0).method().reason()).contains("site 'h' is drawn twice");
    }
}
