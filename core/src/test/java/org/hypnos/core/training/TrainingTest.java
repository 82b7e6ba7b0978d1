package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.Trace;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
    private final SmallTraining small = new SmallTraining(0, 1);

    @Test
    void aStepGoesDownTheMeanLoss() {
        StepReport report = small.run(small.wake(), SmallTraining.data(1, 2, 3), SmallTraining.options(3, 0.1), 1);
        assertThat(small.mean.value().item()).isCloseTo(0.1 * 2, within(1e-15));
        assertThat(report.step()).isZero();
        assertThat(report.data()).isEqualTo(3);
        double loss = (1 + 4 + 9) / 6.0 + Math.log(2 * Math.PI) / 2;
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(loss, within(1e-14));
        assertThat(report.phiLoss()).isEmpty();
        assertThat(report.weights()).isEmpty();
        assertThat(small.rate.value().item()).as("the side without a loss").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.1", "SUM, 0.2", "SUM_SCALED, 0.6"})
    void theReductionScalesTheGradientAndNotTheReport(Reduction reduction, double moved) {
        TrainingOptions options = SmallTraining.options(2, 0.1).withReduction(reduction);
        StepReport report = small.run(small.wake(), SmallTraining.data(1, 1, 1, 1, 1, 1), options, 1);
        assertThat(small.mean.value().item()).isCloseTo(moved, within(1e-15));
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(0.5 + Math.log(2 * Math.PI) / 2, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.1", "SUM, 0.1", "SUM_SCALED, 0.5"})
    void theLastBatchOfAnEpochIsShort(Reduction reduction, double moved) {
        TrainingOptions options = SmallTraining.options(2, 0.1).withReduction(reduction);
        Dataset data = SmallTraining.data(1, 1, 1, 1, 1);
        try (Training training = new Training(small.wake(), small.model, small.guide, data, options)) {
            assertThat(training.update().data()).isEqualTo(2);
            assertThat(training.update().data()).isEqualTo(2);
            double before = small.mean.value().item();
            assertThat(training.update().data()).isEqualTo(1);
            assertThat(small.mean.value().item() - before).isCloseTo(moved * (1 - before), within(1e-14));
            assertThat(training.update().data()).isEqualTo(2);
            assertThat(training.step()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8})
    void shardsAddUpToTheBatch(int shardSize) {
        TrainingOptions options = SmallTraining.options(7, 0.1).withShardSize(shardSize);
        StepReport report = small.run(small.wake(), SmallTraining.data(1, 2, 3, 4, 5, 6, 7), options, 1);
        assertThat(small.mean.value().item()).isCloseTo(0.4, within(1e-15));
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(10 + Math.log(2 * Math.PI) / 2, within(1e-13));
    }

    @Test
    void bothSidesAreEvaluatedWhereTheyStoodAtTheStepsStart() {
        SmallNetwork moving = SmallNetwork.of(DType.FLOAT64, 3, 4, 6);
        SmallNetwork standing = SmallNetwork.of(DType.FLOAT64, 3, 4, 6);
        Dataset data = networkData();
        Optimizer sgd = Optimizer.sgd(0.5);
        step(moving, data, TrainingOptions.of(1, 8).withOptimizer(sgd));
        step(standing, data, TrainingOptions.of(1, 8).withOptimizers(Optimizer.sgd(0), sgd));
        assertThat(numbers(moving.model())).isNotEqualTo(numbers(standing.model()));
        assertThat(numbers(moving.guide())).isEqualTo(numbers(standing.guide()));
    }

    private static Dataset networkData() {
        double[] x = new double[8 * 6];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 5 % 2;
        }
        return Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(8, 6), x)));
    }

    private static void step(SmallNetwork network, Dataset data, TrainingOptions options) {
        try (Training training = new Training(network.wakeSleep(), network.model(), network.guide(), data, options)) {
            SmallTraining.run(training, 1);
        }
    }

    private static String numbers(Program program) {
        StringBuilder numbers = new StringBuilder();
        program.parameters().forEach(parameter -> numbers.append(parameter.value()));
        return numbers.toString();
    }

    @Test
    void aSideThatIsNotDueDoesNotMoveAndItsOptimizerDoesNotAge() {
        Phase odd = Phase.always("sleep", small.sleep().objective()).when(step -> step % 2 == 1);
        InferenceAlgorithm algorithm = () -> ImmutableList.of(SmallTraining.wake(small.model), odd);
        TrainingOptions options = SmallTraining.options(3, 0).withOptimizer(Optimizer.adam(0.1));
        try (Training training =
                new Training(algorithm, small.model, small.guide, SmallTraining.data(1, 2, 3), options)) {
            assertThat(training.update().phiLoss()).isEmpty();
            assertThat(small.rate.value().item()).isEqualTo(1);
            assertThat(training.update().phiLoss()).hasValue(2.0);
            // Adam's first step is as long as its rate; a second one without a first would be longer.
            assertThat(small.rate.value().item()).isCloseTo(1.1, within(1e-8));
        }
    }

    @Test
    void schedulesCountTrainingSteps() {
        Phase odd = Phase.always("sleep", small.sleep().objective()).when(step -> step == 1);
        TrainingOptions options =
                SmallTraining.options(1, 0).withOptimizer(Optimizer.sgd(0).withRate(step -> step == 1 ? 0.25 : 100));
        small.run(() -> ImmutableList.of(odd), SmallTraining.data(1), options, 3);
        assertThat(small.rate.value().item()).isEqualTo(1 + 0.25 * 2);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizer.momentum(0.1, 0.5),
                Optimizer.nesterov(0.1, 0.5),
                Optimizer.rmsProp(0.1),
                Optimizer.adagrad(0.1),
                Optimizer.adadelta(1),
                Optimizer.adamW(0.1, 0.01));
    }

    /** Three steps of phi among seven of theta are, bit by bit, three steps of phi alone. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void whatAnOptimizerRemembersAgesWithItsOwnSide(Optimizer optimizer) {
        TrainingOptions options = SmallTraining.options(1, 0).withOptimizer(optimizer);
        InferenceAlgorithm seldom = () ->
                ImmutableList.of(SmallTraining.wake(small.model), small.sleep().when(step -> step % 3 == 0));
        small.run(seldom, SmallTraining.data(1), options, 7);
        SmallTraining alone = new SmallTraining(0, 1);
        alone.run(() -> ImmutableList.of(alone.sleep()), SmallTraining.data(1), options, 3);
        assertThat(small.rate.value().item()).isEqualTo(alone.rate.value().item());
    }

    @Test
    void aScheduleGoesOnWhereItsSideStandsStill() {
        Optimizer line = Optimizer.sgd(0).withRate(Schedule.linear(0, 1, 8));
        InferenceAlgorithm seldom = () -> ImmutableList.of(small.sleep().when(step -> step % 4 == 2));
        small.run(seldom, SmallTraining.data(1), SmallTraining.options(1, 0).withOptimizer(line), 7);
        double way = 2 * (1 - 0.25) * (1 - 0.75); // what is left of 3 - 1 after steps 2 and 6
        assertThat(small.rate.value().item()).isCloseTo(3 - way, within(1e-15));
    }

    @Test
    void momentumRemembers() {
        TrainingOptions options = SmallTraining.options(1, 0).withOptimizer(Optimizer.momentum(0.1, 0.5));
        small.run(() -> ImmutableList.of(small.sleep()), SmallTraining.data(1), options, 2);
        double first = 1 + 0.1 * 2; // v = -2
        double second = first + 0.1 * (0.5 * 2 + (3 - first));
        assertThat(small.rate.value().item()).isCloseTo(second, within(1e-15));
    }

    @Test
    void aLossThatReachesTheOtherSidesParameterIsRefused() {
        Phase slip = Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(small.model, batch.values());
            Tensor loss = p.logProb().mean(0).neg().add(tracer.tape().watch(small.rate));
            return Losses.none().theta(loss, p);
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> small.run(
                        () -> ImmutableList.of(slip), SmallTraining.data(1), SmallTraining.options(1, 0.1), 1))
                .withMessageContaining("phase 'wake': the model's loss reaches parameter 'guide/rate'")
                .withMessageContaining("store 'model'")
                .withMessageContaining("is a detach() missing");
        assertThat(small.mean.value().item()).as("nothing moved").isZero();
    }

    @Test
    void aLossIsOneNumberForEachDatum() {
        Phase slip = Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(small.model, batch.values());
            return Losses.none().theta(p.logProb().neg(), p);
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> small.run(
                        () -> ImmutableList.of(slip), SmallTraining.data(1, 2), SmallTraining.options(2, 0.1), 1))
                .withMessage(
                        "phase 'wake' gives a loss of shape [particle 1, datum 2], expected one for each datum, [2];"
                                + " is a mean over particles missing?");
    }

    @Test
    void aLossThatIsNotANumberNamesStepPhaseAndDatum() {
        SmallTraining broken = new SmallTraining(0, Double.NaN);
        InferenceAlgorithm algorithm = () -> ImmutableList.of(
                SmallTraining.wake(broken.model),
                Phase.always("sleep", broken.sleep().objective()).when(step -> step == 2));
        try (Training training = new Training(
                algorithm, broken.model, broken.guide, SmallTraining.data(1, 2), SmallTraining.options(2, 0.1))) {
            SmallTraining.run(training, 2);
            double before = broken.mean.value().item();
            assertThatIllegalStateException()
                    .isThrownBy(training::update)
                    .withMessage("step 2, phase 'sleep': the phi loss of the datum at position 0 is NaN");
            assertThat(broken.mean.value().item()).as("nothing moved").isEqualTo(before);
        }
    }

    @Test
    void bothProgramsNeedOnePrecision() {
        Program guide = Program.of(new ParameterStore("guide", DType.FLOAT32, 1), context -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Training(
                        small.wake(), small.model, guide, SmallTraining.data(1), SmallTraining.options(1, 0.1)))
                .withMessage("the model is FLOAT64 and the guide FLOAT32; both need one precision");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aClosedTrainingTakesNoStep(int threads) {
        Training training = new Training(
                small.wake(),
                small.model,
                small.guide,
                SmallTraining.data(1, 2),
                SmallTraining.options(2, 0.1).withShardSize(1).withThreads(threads));
        SmallTraining.run(training, 1);
        training.close();
        training.close();
        assertThatIllegalStateException().isThrownBy(training::update).withMessageContaining("closed");
        assertThat(training.step()).isEqualTo(1);
    }
}
