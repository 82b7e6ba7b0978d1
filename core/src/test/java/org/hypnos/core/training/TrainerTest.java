package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.Map;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private final Training training = new Training(0, 1);

    @Test
    void aStepGoesDownTheMeanLoss() {
        StepReport report = training.run(training.wake(), Training.data(1, 2, 3), Training.options(3, 0.1), 1);
        assertThat(training.mean.value().item()).isCloseTo(0.1 * 2, within(1e-15));
        assertThat(report.step()).isZero();
        assertThat(report.data()).isEqualTo(3);
        double loss = (1 + 4 + 9) / 6.0 + Math.log(2 * Math.PI) / 2;
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(loss, within(1e-14));
        assertThat(report.phiLoss()).isEmpty();
        assertThat(report.weights()).isEmpty();
        assertThat(training.rate.value().item()).as("the side without a loss").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.1", "SUM, 0.2", "SUM_SCALED, 0.6"})
    void theReductionScalesTheGradientAndNotTheReport(Reduction reduction, double moved) {
        TrainingOptions options = Training.options(2, 0.1).withReduction(reduction);
        StepReport report = training.run(training.wake(), Training.data(1, 1, 1, 1, 1, 1), options, 1);
        assertThat(training.mean.value().item()).isCloseTo(moved, within(1e-15));
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(0.5 + Math.log(2 * Math.PI) / 2, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.1", "SUM, 0.1", "SUM_SCALED, 0.5"})
    void theLastBatchOfAnEpochIsShort(Reduction reduction, double moved) {
        TrainingOptions options = Training.options(2, 0.1).withReduction(reduction);
        Dataset data = Training.data(1, 1, 1, 1, 1);
        try (Trainer trainer = new Trainer(training.wake(), training.model, training.guide, data, options)) {
            assertThat(trainer.update().data()).isEqualTo(2);
            assertThat(trainer.update().data()).isEqualTo(2);
            double before = training.mean.value().item();
            assertThat(trainer.update().data()).isEqualTo(1);
            assertThat(training.mean.value().item() - before).isCloseTo(moved * (1 - before), within(1e-14));
            assertThat(trainer.update().data()).isEqualTo(2);
            assertThat(trainer.step()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8})
    void shardsAddUpToTheBatch(int shardSize) {
        TrainingOptions options = Training.options(7, 0.1).withShardSize(shardSize);
        StepReport report = training.run(training.wake(), Training.data(1, 2, 3, 4, 5, 6, 7), options, 1);
        assertThat(training.mean.value().item()).isCloseTo(0.4, within(1e-15));
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
        try (Trainer trainer = new Trainer(network.wakeSleep(), network.model(), network.guide(), data, options)) {
            Training.run(trainer, 1);
        }
    }

    private static String numbers(Program program) {
        StringBuilder numbers = new StringBuilder();
        program.parameters().forEach(parameter -> numbers.append(parameter.value()));
        return numbers.toString();
    }

    @Test
    void aSideThatIsNotDueDoesNotMoveAndItsOptimizerDoesNotAge() {
        Phase odd = new Phase("sleep", training.sleep().objective(), step -> step % 2 == 1);
        InferenceAlgorithm algorithm = () -> ImmutableList.of(Training.wake(training.model), odd);
        TrainingOptions options = Training.options(3, 0).withOptimizer(Optimizer.adam(0.1));
        try (Trainer trainer =
                new Trainer(algorithm, training.model, training.guide, Training.data(1, 2, 3), options)) {
            assertThat(trainer.update().phiLoss()).isEmpty();
            assertThat(training.rate.value().item()).isEqualTo(1);
            assertThat(trainer.update().phiLoss()).hasValue(2.0);
            // Adam's first step is as long as its rate; a second one without a first would be longer.
            assertThat(training.rate.value().item()).isCloseTo(1.1, within(1e-8));
        }
    }

    @Test
    void schedulesCountTrainingSteps() {
        Phase odd = new Phase("sleep", training.sleep().objective(), step -> step == 1);
        TrainingOptions options =
                Training.options(1, 0).withOptimizer(Optimizer.sgd(0).withRate(step -> step == 1 ? 0.25 : 100));
        training.run(() -> ImmutableList.of(odd), Training.data(1), options, 3);
        assertThat(training.rate.value().item()).isEqualTo(1 + 0.25 * 2);
    }

    @Test
    void momentumRemembers() {
        TrainingOptions options = Training.options(1, 0).withOptimizer(Optimizer.momentum(0.1, 0.5));
        training.run(() -> ImmutableList.of(training.sleep()), Training.data(1), options, 2);
        double first = 1 + 0.1 * 2; // v = -2
        double second = first + 0.1 * (0.5 * 2 + (3 - first));
        assertThat(training.rate.value().item()).isCloseTo(second, within(1e-15));
    }

    @Test
    void aLossThatReachesTheOtherSidesParameterIsRefused() {
        Phase slip = Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(training.model, batch.values());
            Tensor loss = p.logProb().mean(0).neg().add(tracer.tape().watch(training.rate));
            return Losses.none().theta(loss, p);
        });
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> training.run(() -> ImmutableList.of(slip), Training.data(1), Training.options(1, 0.1), 1))
                .withMessageContaining("phase 'wake': the model's loss reaches parameter 'guide/rate'")
                .withMessageContaining("store 'model'")
                .withMessageContaining("is a detach() missing");
        assertThat(training.mean.value().item()).as("nothing moved").isZero();
    }

    @Test
    void aLossIsOneNumberForEachDatum() {
        Phase slip = Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(training.model, batch.values());
            return Losses.none().theta(p.logProb().neg(), p);
        });
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        training.run(() -> ImmutableList.of(slip), Training.data(1, 2), Training.options(2, 0.1), 1))
                .withMessage(
                        "phase 'wake' gives a loss of shape [particle 1, datum 2], expected one for each datum, [2];"
                                + " is a mean over particles missing?");
    }

    @Test
    void aLossThatIsNotANumberNamesStepPhaseAndDatum() {
        Training broken = new Training(0, Double.NaN);
        InferenceAlgorithm algorithm = () -> ImmutableList.of(
                Training.wake(broken.model), new Phase("sleep", broken.sleep().objective(), step -> step == 2));
        try (Trainer trainer =
                new Trainer(algorithm, broken.model, broken.guide, Training.data(1, 2), Training.options(2, 0.1))) {
            Training.run(trainer, 2);
            double before = broken.mean.value().item();
            assertThatIllegalStateException()
                    .isThrownBy(trainer::update)
                    .withMessage("step 2, phase 'sleep': the phi loss of the datum at position 0 is NaN");
            assertThat(broken.mean.value().item()).as("nothing moved").isEqualTo(before);
        }
    }

    @Test
    void bothProgramsNeedOnePrecision() {
        Program guide = Program.of(new ParameterStore("guide", DType.FLOAT32, 1), context -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Trainer(training.wake(), training.model, guide, Training.data(1), Training.options(1, 0.1)))
                .withMessage("the model is FLOAT64 and the guide FLOAT32; both need one precision");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aClosedTrainerTakesNoStep(int threads) {
        Trainer trainer = new Trainer(
                training.wake(),
                training.model,
                training.guide,
                Training.data(1, 2),
                Training.options(2, 0.1).withShardSize(1).withThreads(threads));
        Training.run(trainer, 1);
        trainer.close();
        trainer.close();
        assertThatIllegalStateException().isThrownBy(trainer::update).withMessageContaining("closed");
        assertThat(trainer.step()).isEqualTo(1);
    }
}
