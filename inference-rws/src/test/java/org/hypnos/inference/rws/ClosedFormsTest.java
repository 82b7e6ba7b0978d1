package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.hypnos.inference.ws.WakeSleep;
import org.junit.jupiter.api.Test;

/** Trainings whose end is known, by both algorithms. */
class ClosedFormsTest {
    private static final int STEPS = 600;

    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
    private final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static List<InferenceAlgorithm> algorithms(Programs programs) {
        return List.of(
                new WakeSleep(programs, 10, WakeSleep.PhaseQ.SLEEP, 1, 1),
                new ReweightedWakeSleep(programs, Settings.of(10, 1, 1)),
                new ReweightedWakeSleep(programs, Settings.of(10, 0, 10)),
                new ReweightedWakeSleep(programs, Settings.of(10, 0.5, 10)));
    }

    private static void train(
            InferenceAlgorithm algorithm, Programs programs, Dataset data, TrainingOptions options, int steps) {
        try (Training training = new Training(algorithm, programs, data, options)) {
            for (int step = 0; step < steps; step++) {
                assertThat(training.update().leftOut()).isZero();
            }
        }
    }

    /** Ten throws, two of them 1, and nothing hidden: p = 0.2. */
    @Test
    void aCoinLearnsItsFrequency() {
        Parameter logit = theta.create("logit", Shape.SCALAR, Initializer.zeros());
        Program model = Program.of(theta, context -> context.sample("x", new Bernoulli(context.param(logit))));
        Program guide = Program.of(phi, context -> {});
        Tensor throwsOfCoin = Tensor.of(DType.FLOAT64, Shape.of(10), 0, 1, 0, 0, 0, 0, 0, 0, 0, 1);
        Dataset data = Dataset.of(ImmutableMap.of("x", throwsOfCoin));
        TrainingOptions options = TrainingOptions.of(1, 10).withThreads(1).withOptimizer(Optimizer.sgd(5));
        Programs programs = Programs.of(model, guide);
        for (InferenceAlgorithm algorithm : algorithms(programs)) {
            logit.set(number(0));
            train(algorithm, programs, data, options, 100);
            assertThat(logit.value().sigmoid().item()).as("%s", algorithm).isCloseTo(0.2, within(1e-12));
        }
    }

    /**
     * beta ~ N(0, 1), z ~ N(beta, 1), x ~ N(z, 1), and a guide of z given x and draws of a known q(beta): its best is
     * N((x + beta) / 2, 1/2).
     */
    @Test
    void aGuideGivenDrawsOfAKnownPosteriorReachesTheConditionalOne() {
        Program model = Program.of(theta, context -> {
            Tensor beta = context.sampleGlobal("beta", new Normal(number(0), number(1)));
            Tensor z = context.sample("z", new Normal(beta, number(1)));
            context.sample("x", new Normal(z, number(1)));
        });
        Parameter coefficients = phi.create("coefficients", Shape.of(3), Initializer.zeros());
        Parameter logScale = phi.create("logScale", Shape.SCALAR, Initializer.zeros());
        Program guide = Program.of(phi, context -> {
            Tensor c = context.param(coefficients);
            Tensor mean = context.given("x")
                    .mul(c.slice(0, 0, 1))
                    .add(context.given("beta").mul(c.slice(0, 1, 2)))
                    .add(c.slice(0, 2, 3));
            context.sample("z", new Normal(mean, context.param(logScale).exp()));
        });
        Program ofBeta = Program.of(
                new ParameterStore("q(beta)", DType.FLOAT64, 1),
                context -> context.sampleGlobal("beta", new Normal(number(0.4), number(0.8))));
        Programs programs = Programs.of(model, guide).conditionOn(ofBeta);
        Tensor x = RandomStream.of(1).normal(Shape.of(200), number(0)).mul(Math.sqrt(3));
        Schedule rate = Schedule.cosine(0.05, STEPS);
        TrainingOptions options = TrainingOptions.of(1, 50)
                .withThreads(1)
                .withOptimizer(Optimizer.adam(0.05).withRate(rate));
        for (InferenceAlgorithm algorithm : algorithms(programs)) {
            coefficients.set(Tensor.zeros(DType.FLOAT64, Shape.of(3)));
            logScale.set(number(0));
            train(algorithm, programs, Dataset.of(ImmutableMap.of("x", x)), options, STEPS);
            assertThat(coefficients.value().toDoubles())
                    .as("%s", algorithm)
                    .containsExactly(new double[] {0.5, 0.5, 0}, within(0.01));
            assertThat(logScale.value().mul(2).exp().item()).as("%s", algorithm).isCloseTo(0.5, within(0.01));
        }
    }
}
