package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.BranchingPair;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Schedule;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Support;
import org.junit.jupiter.api.Test;

/** What a training says it will do, and what it refuses. */
class LedgerTest {
    private final SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 1, 3, 5);
    private final Dataset data = Dataset.of(ImmutableMap.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(12, 5))));

    private static TrainingOptions options() {
        return TrainingOptions.of(1, 12)
                .withThreads(1)
                .withOptimizer(Optimizer.adam(0.01).withGroup("*bias", Schedule.constant(0.1)));
    }

    private Ledger explain(InferenceAlgorithm algorithm, TrainingOptions options) {
        try (Training training = new Training(algorithm, network.model(), network.guide(), data, options)) {
            return training.explain();
        }
    }

    @Test
    void tellsSitesParametersAndCosts() {
        TrainingOptions options = options()
                .withFrozen("model/prior")
                .withRegularization(RegularizationLosses.none().l2(0.5));
        Ledger ledger = explain(network.wakeSleep(), options);
        assertThat(ledger.sites())
                .containsExactly(
                        new Ledger.Site("h", Shape.of(3), "particle and datum", "0 and 1", "the guide"),
                        new Ledger.Site("x", Shape.of(5), "particle and datum", "0 and 1", "the data"));
        assertThat(ledger.parameters())
                .extracting(Ledger.Entry::name)
                .containsExactly(
                        "model/prior", "model/down/weight", "model/down/bias", "guide/up/weight", "guide/up/bias");
        assertThat(ledger.parameters().get(0).frozen()).isTrue();
        assertThat(ledger.parameters().get(1).phases()).containsExactly("wake");
        assertThat(ledger.parameters().get(4).phases()).containsExactly("sleep");
        assertThat(ledger.parameters().get(4).rate().at(0)).isEqualTo(0.1);
        // wake: q(h | x), p(x | h) and the weights' gradient; sleep: p(x | h) for a dream, q(h | x) and the weights'
        // gradient; and the gradients of the prior and of two biases
        assertThat(ledger.flop()).isEqualTo(2.0 * 12 * (6 * 3 * 5 + 3 + 3 + 5));
        assertThat(ledger.toString())
                .contains(
                        "model/prior", "frozen", "wake, Adam", "regularization theta/l2", "GFLOP in products; memory");
    }

    @Test
    void aForgottenParameterIsShownAndRefused() {
        Parameter unused = network.model().parameters().create("unused", Shape.of(2), Initializer.zeros());
        Ledger ledger = explain(network.wakeSleep(), options());
        assertThat(ledger.forgotten()).extracting(Ledger.Entry::name).containsExactly(unused.name());
        assertThat(ledger.toString()).contains("no phase (REFUSED: neither moved nor frozen)");
        try (Training training = new Training(network.wakeSleep(), network.model(), network.guide(), data, options())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(training::update)
                    .withMessageStartingWith("no phase of this algorithm moves the parameters [model/unused]");
        }
        StepReport report = SmallTraining.run(
                new Training(
                        network.wakeSleep(),
                        network.model(),
                        network.guide(),
                        data,
                        options().withFrozen("model/unused")),
                1);
        assertThat(report.step()).isZero();
    }

    @Test
    void aSideThatNoPhaseMovesIsNotForgotten() {
        InferenceAlgorithm wakeOnly =
                () -> ImmutableList.of(network.wakeSleep().phases().get(0));
        assertThat(explain(wakeOnly, options()).forgotten()).isEmpty();
    }

    private static InferenceAlgorithm wakeSleep(Program model, Program guide) {
        return new SmallNetwork(model, guide).wakeSleep();
    }

    @Test
    void parametersOfWaysNotTakenAreNotRefused() {
        BranchingPair pair = new BranchingPair(DType.FLOAT64);
        Dataset points = Dataset.of(ImmutableMap.of("x", pair.data(40)));
        TrainingOptions options = TrainingOptions.of(1, 8).withThreads(2);
        try (Training training =
                new Training(wakeSleep(pair.model(), pair.guide()), pair.model(), pair.guide(), points, options)) {
            assertThat(training.explain().branches()).isTrue();
            assertThat(SmallTraining.run(training, 12).step()).isEqualTo(11);
        }
    }

    /** A guide that draws, on a way that few take, what the model lacks: found in the first epoch. */
    @Test
    void aWrongWayIsFoundInTheFirstEpoch() {
        Normal normal = new Normal(Tensor.scalar(DType.FLOAT64, 0), Tensor.scalar(DType.FLOAT64, 1));
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
        Program model = Program.of(theta, context -> {
            context.sample("h", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
            context.sample("x", normal);
        });
        Program guide = Program.of(phi, context -> {
            context.sample("h", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
            if (context.branchOn(context.given("x")) == 7) {
                context.sample("extra", normal);
            }
        });
        Dataset points = SmallTraining.data(0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
        InferenceAlgorithm idle = () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> Losses.none()));
        try (Training training = new Training(
                idle, model, guide, points, TrainingOptions.of(1, 5).withThreads(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmallTraining.run(training, 2))
                    .withMessage("the guide's sites [extra] are not in the model, which has [h, x]");
        }
    }

    /** A slip in a distribution of one's own. */
    private record NotANumber(Normal like) implements Distribution {
        @Override
        public Shape batchShape() {
            return like.batchShape();
        }

        @Override
        public Shape eventShape() {
            return like.eventShape();
        }

        @Override
        public Support support() {
            return like.support();
        }

        @Override
        public Tensor sample(RandomStream random, Shape sampleShape) {
            return like.sample(random, sampleShape);
        }

        @Override
        public Tensor logProb(Tensor value) {
            return like.logProb(value).mul(Double.NaN);
        }
    }

    @Test
    void aBadLossNamesTheSite() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter mean = theta.create("mean", Shape.SCALAR, Initializer.zeros());
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        Program model =
                Program.of(theta, context -> context.sample("x", new NotANumber(new Normal(context.param(mean), one))));
        InferenceAlgorithm wake = () -> ImmutableList.of(SmallTraining.wake(model));
        Program guide = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {});
        try (Training training =
                new Training(wake, model, guide, SmallTraining.data(1, 2), SmallTraining.options(2, 0.1))) {
            assertThatIllegalStateException()
                    .isThrownBy(training::update)
                    .withMessage("step 0, phase 'wake': the theta loss of the datum at position 0 is NaN:"
                            + " site 'x' has log-probability NaN for particle 0");
        }
    }
}
