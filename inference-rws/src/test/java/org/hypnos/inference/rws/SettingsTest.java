package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

/** What each setting does to phases and losses. */
class SettingsTest {
    private static final int DATA = 6;
    private static final int PARTICLES = 4;

    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Programs programs = Programs.of(machine.model, machine.guide);
    private final Tensor x =
            RandomStream.of(1).bernoulli(Shape.of(DATA, 8).named(Tracer.DATUM), Tensor.scalar(DType.FLOAT64, 0));

    private final Workspace workspace = new Workspace(Engine.fastest());

    private Tracer tracer() {
        return Tracer.of(new Tracer.Address(5, 7, "wake"), workspace, DATA);
    }

    private Batch batch(long step) {
        return new Batch(ImmutableMap.of("x", x), ImmutableSet.of(), step, DATA, 10 * DATA);
    }

    private static InferenceAlgorithm algorithm(Programs programs, String... namesAndValues) {
        ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
        options.put("particles", Integer.toString(PARTICLES));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Inference.installed().create("rws", programs, options.buildOrThrow());
    }

    private static List<String> due(InferenceAlgorithm algorithm, long step) {
        return algorithm.phases().stream()
                .filter(phase -> phase.due().test(step))
                .map(Phase::name)
                .toList();
    }

    private Losses evaluate(InferenceAlgorithm algorithm, int phase, long step) {
        return algorithm.phases().get(phase).objective().evaluate(tracer(), batch(step));
    }

    @Test
    void insomniaFollowsItsSchedule() {
        InferenceAlgorithm scheduled = algorithm(programs, "insomnia", "0.0->1.0@10");
        assertThat(due(scheduled, 0)).containsExactly("wake", "sleep");
        assertThat(due(scheduled, 9)).containsExactly("wake", "sleep");
        assertThat(due(scheduled, 10)).containsExactly("wake");
        assertThat(evaluate(scheduled, 0, 0).phi()).isNull();
        double[] awake = evaluate(algorithm(programs), 0, 0).phi().loss().toDoubles();
        double[] third = evaluate(scheduled, 0, 3).phi().loss().toDoubles();
        for (int n = 0; n < DATA; n++) {
            assertThat(third[n]).isCloseTo(0.3 * awake[n], within(1e-13));
        }
        double[] asleep = evaluate(algorithm(programs, "insomnia", "0"), 1, 0)
                .phi()
                .loss()
                .toDoubles();
        double[] rest = evaluate(scheduled, 1, 3).phi().loss().toDoubles();
        for (int n = 0; n < DATA; n++) {
            assertThat(rest[n]).isCloseTo(0.7 * asleep[n], within(1e-13));
        }
    }

    @Test
    void sleepMayComeEveryFewSteps() {
        InferenceAlgorithm rare = algorithm(programs, "insomnia", "0.5", "sleepEvery", "3");
        assertThat(due(rare, 0)).containsExactly("wake", "sleep");
        assertThat(due(rare, 1)).containsExactly("wake");
        assertThat(due(rare, 3)).containsExactly("wake", "sleep");
    }

    @Test
    void aModelWithoutParametersIsNotMoved() {
        InferenceAlgorithm guideOnly = algorithm(programs, "modelHasParameters", "false");
        assertThat(due(guideOnly, 0)).containsExactly("wake");
        assertThat(evaluate(guideOnly, 0, 0).theta()).isNull();
        assertThat(evaluate(guideOnly, 0, 0).phi().loss().toDoubles())
                .isEqualTo(evaluate(algorithm(programs), 0, 0).phi().loss().toDoubles());
        InferenceAlgorithm compilation = algorithm(programs, "modelHasParameters", "false", "insomnia", "0");
        assertThat(due(compilation, 0)).containsExactly("sleep");
    }

    @Test
    void oneByOneIsTheSameToTheBit() {
        for (int phase = 0; phase < 2; phase++) {
            Losses together = evaluate(algorithm(programs, "insomnia", "0.5"), phase, 0);
            Losses single = evaluate(algorithm(programs, "insomnia", "0.5", "vectorize", "false"), phase, 0);
            assertThat(single.phi().loss().toDoubles())
                    .isEqualTo(together.phi().loss().toDoubles());
        }
    }

    /** m = 0.7 q + 0.3 u with u of 1/8 for each state. */
    @Test
    void aDefenceWeighsByTheMixture() {
        Losses losses = evaluate(algorithm(programs, "defensive", "0.3"), 0, 0);
        Trace mixture =
                tracer().copies(PARTICLES).trace(Defence.of(programs, 0.3).mixture(false), batch(0).values());
        assertThat(mixture.values().get("defensive").toDoubles()).contains(0, 1);
        Tensor logQ = tracer().copies(PARTICLES)
                .score(machine.guide, mixture.values())
                .logProb();
        Tensor logP = tracer().copies(PARTICLES)
                .score(machine.model, mixture.values())
                .logProb();
        for (int n = 0; n < DATA; n++) {
            double sum = 0;
            for (int k = 0; k < PARTICLES; k++) {
                double q = StrictMath.exp(logQ.get(k * DATA + n));
                sum += StrictMath.exp(logP.get(k * DATA + n)) / (0.7 * q + 0.3 / 8);
            }
            assertThat(losses.theta().loss().get(n)).isCloseTo(-StrictMath.log(sum / PARTICLES), within(1e-12));
        }
    }

    @Test
    void aGivenDefenceIsRunInPlaceOfTheEquiprobableOne() {
        Tensor logits = Tensor.of(DType.FLOAT64, Shape.of(3), 5, 5, 5);
        Program on = Program.of(
                machine.guide.parameters(), context -> context.sample("h", new Bernoulli(logits).toEvent(1)));
        Programs defended = programs.defendedBy(on);
        Tensor h = tracer().copies(50)
                .trace(Defence.of(defended, 0.999).mixture(false), batch(0).values())
                .values()
                .get("h");
        assertThat(h.mean().item()).isGreaterThan(0.97);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> algorithm(defended))
                .withMessageContaining("never run since defensive = 0");
    }

    @Test
    void aSupportThatCannotBeListedNeedsAGivenDefence() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        ParameterStore store = new ParameterStore("p", DType.FLOAT64, 1);
        Program z = Program.of(store, context -> {
            context.sample("z", new Normal(zero, zero.add(1)));
            context.sample("x", new Bernoulli(Tensor.zeros(DType.FLOAT64, Shape.of(8))).toEvent(1));
        });
        Program guide = Program.of(store, context -> context.sample("z", new Normal(zero, zero.add(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluate(algorithm(Programs.of(z, guide), "defensive", "0.9"), 0, 0))
                .withMessageContaining("site 'z'")
                .withMessageContaining("give a defensive program");
    }

    /** theta: -(log mean_k w_kn with w of the local sites alone) - (1/N) mean_k log p(beta_k). */
    @Test
    void conditionsAreGivenToBothSides() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        ParameterStore store = new ParameterStore("p", DType.FLOAT64, 1);
        Program model = Program.of(store, context -> {
            Tensor beta = context.sampleGlobal("beta", new Normal(zero, one));
            Tensor z = context.sample("z", new Normal(beta, one));
            context.sample("x", new Normal(z, one));
        });
        Program guide = Program.of(
                store,
                context -> context.sample("z", new Normal(context.given("beta").mul(0.5), one)));
        Program condition = Program.of(store, context -> context.sampleGlobal("beta", new Normal(one.mul(2), one)));
        Batch data = new Batch(
                ImmutableMap.of("x", Tensor.full(DType.FLOAT64, Shape.of(DATA).named(Tracer.DATUM), 1)),
                ImmutableSet.of(),
                0,
                DATA,
                30);
        InferenceAlgorithm rws = algorithm(Programs.of(model, guide).conditionOn(condition));
        Losses losses = rws.phases().get(0).objective().evaluate(tracer(), data);

        Tracer copies = tracer().copies(PARTICLES);
        Trace beta = copies.trace(condition, data.values());
        Trace q = copies.trace(guide, beta.values());
        Trace p = copies.score(model, q.values());
        Tensor bound = p.logProb().sub(q.logProb()).logSumExp(0).sub(StrictMath.log(PARTICLES));
        Tensor expected = bound.add(p.globalLogProb().mean(0).mul(1.0 / 30)).neg();
        assertThat(losses.theta().loss().toDoubles()).containsExactly(expected.toDoubles(), within(1e-12));
        assertThat(beta.values().get("beta").toDoubles()).doesNotHaveDuplicates();
        assertThat(Map.copyOf(q.values().whole())).containsKeys("x", "beta", "z");
    }
}
