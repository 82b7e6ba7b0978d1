package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Normal;
import org.hypnos.inference.ws.WakeSleep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A mean that all data share: beta ~ N(0, 1), x_n ~ N(beta, 1). For 50 zeros the posterior is N(0, 1/51) and log p(x) is
 * -47.9128394766.
 */
class GlobalLatentsTest {
    private static final int POPULATION = 50;
    private static final double LOG_EVIDENCE = -47.9128394766;
    private static final Tensor ZERO = Tensor.scalar(DType.FLOAT64, 0);
    private static final Tensor ONE = Tensor.scalar(DType.FLOAT64, 1);

    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
    private final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
    private final Parameter location = phi.create("location", Shape.SCALAR, Initializer.zeros());
    private final Parameter logScale =
            phi.create("logScale", Shape.SCALAR, Initializer.constant(-0.5 * StrictMath.log(51)));

    private final Program model = Program.of(theta, context -> {
        Tensor beta = context.sampleGlobal("beta", new Normal(ZERO, ONE));
        context.sample("x", new Normal(beta, ONE));
    });
    private final Program guide = Program.of(
            phi,
            context -> context.sampleGlobal(
                    "beta",
                    new Normal(context.param(location), context.param(logScale).exp())));
    private final Programs programs = Programs.of(model, guide);

    private static Batch batch(int size) {
        Tensor x = Tensor.zeros(DType.FLOAT64, Shape.of(size).named(Tracer.DATUM));
        return new Batch(ImmutableMap.of("x", x), ImmutableSet.of(), 0, size, POPULATION);
    }

    private static Losses wake(InferenceAlgorithm algorithm, int size) {
        Phase wake = algorithm.phases().get(0);
        Tracer tracer = Tracer.of(new Tracer.Address(3, 0, "wake"), new Workspace(Engine.fastest()), size);
        return wake.objective().evaluate(tracer, batch(size));
    }

    private InferenceAlgorithm joint(Map<String, String> more) {
        Map<String, String> options = ImmutableMap.<String, String>builder()
                .put("weights", "joint")
                .put("particles", "6")
                .putAll(more)
                .buildOrThrow();
        return Inference.installed().create("rws", programs, options);
    }

    /** With the exact posterior as guide every weight is the evidence; a part of the data stands for all by N/B. */
    @ParameterizedTest
    @ValueSource(ints = {50, 10, 1})
    void everyWeightIsTheEvidenceUnderThePosterior(int size) {
        Losses losses = wake(joint(Map.of()), size);
        assertThat(joint(Map.of()).phases().get(0).jointly()).isTrue();
        assertThat(losses.theta().loss().shape().toArray()).containsExactly(size);
        for (double loss : losses.theta().loss().toDoubles()) {
            assertThat(loss).isCloseTo(-LOG_EVIDENCE / POPULATION, within(1e-11));
        }
        assertThat(losses.weighing().weights().toDoubles()).containsOnly(new double[] {1.0 / 6}, within(1e-12));
        assertThat(losses.weighing().weights().shape().toArray()).containsExactly(6, size);
    }

    /** Wake-sleep: -(1/S) sum_s (log p(x | beta_s) + log p(beta_s) / N). */
    @Test
    void aDatumHasItsShareOfTheGlobalSites() {
        WakeSleep algorithm = new WakeSleep(programs, 4, WakeSleep.PhaseQ.SLEEP, 1, 1);
        Tracer tracer = Tracer.of(new Tracer.Address(3, 0, "wake"), new Workspace(Engine.fastest()), 5);
        Tensor beta = tracer.copies(4).trace(guide, batch(5).values()).values().get("beta");
        double expected = 0;
        for (double b : beta.toDoubles()) {
            expected += (0.5 * b * b + 0.5 * StrictMath.log(2 * Math.PI)) * (1 + 1.0 / POPULATION) / 4;
        }
        assertThat(wake(algorithm, 5).theta().loss().toDoubles()).containsOnly(new double[] {expected}, within(1e-12));
    }

    @Test
    void aDatumByItselfHasNoWeightForThem() {
        InferenceAlgorithm perDatum = Inference.installed().create("rws", programs, Map.of("particles", "6"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wake(perDatum, 5))
                .withMessageContaining("site 'beta' is global, shared by all data")
                .withMessageContaining("set weights = joint");
    }

    /** The guide learns the posterior from a wrong start, with the same bits on any number of threads. */
    @Test
    void theGuideLearnsThePosterior() {
        double[] first = learn(1);
        assertThat(learn(3)).isEqualTo(first);
        assertThat(first[0]).as("location").isCloseTo(0, within(0.03));
        assertThat(StrictMath.exp(first[1])).as("scale").isCloseTo(1 / Math.sqrt(51), within(0.02));
    }

    private double[] learn(int threads) {
        location.set(Tensor.scalar(DType.FLOAT64, 0.3));
        logScale.set(Tensor.scalar(DType.FLOAT64, -1));
        Dataset zeros = Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(POPULATION))));
        TrainingOptions options = TrainingOptions.of(4, 25).withThreads(threads).withOptimizer(Optimizer.adam(0.01));
        InferenceAlgorithm algorithm = joint(Map.of("insomnia", "1", "modelHasParameters", "false"));
        try (Training training = new Training(algorithm, model, guide, zeros, options)) {
            for (int step = 0; step < 1_500; step++) {
                StepReport report = training.update();
                assertThat(report.thetaLoss()).isEmpty();
            }
        }
        return new double[] {location.value().item(), logScale.value().item()};
    }

    /** A defence throws one coin for all data of a particle, and E w stays the evidence: here every weight is at most 4 of it. */
    @Test
    void aDefenceOfGlobalSitesIsAMixtureOfWholeTraces() {
        Program prior = Program.of(phi, context -> context.sampleGlobal("beta", new Normal(ZERO, ONE)));
        InferenceAlgorithm defended = Inference.installed()
                .create(
                        "rws",
                        programs.defendedBy(prior),
                        Map.of("weights", "joint", "particles", "400", "defensive", "0.25"));
        double[] weights =
                wake(defended, 50).weighing().weights().slice(1, 0, 1).toDoubles();
        double bound = -wake(defended, 50).theta().loss().get(0) * POPULATION;
        double mean = StrictMath.exp(bound - LOG_EVIDENCE);
        assertThat(mean).as("mean of w over the evidence").isBetween(0.8, 1.2);
        for (double weight : weights) {
            assertThat(weight * weights.length * mean)
                    .as("w = p / m < p / (0.75 q)")
                    .isLessThan(1 / 0.75 + 1e-9);
        }
    }
}
