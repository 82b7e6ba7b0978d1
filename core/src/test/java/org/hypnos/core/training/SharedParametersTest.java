package org.hypnos.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model's mean of 2, which the model's loss pulls to 1 and the guide's to 5; this one pulls the guide's rate to 3. */
class SharedParametersTest {
    private static final Dataset DATA = SmallTraining.data(1, 1, 1);

    private final SmallTraining small = new SmallTraining(2, 1);
    private final Phase wake = SmallTraining.wake(small.model);
    private final Phase sleep = Phase.always("sleep", (tracer, batch) -> {
        Tape tape = requireNonNull(tracer.tape());
        Tensor ofMean = tape.watch(small.mean).sub(5).square();
        Tensor ofRate = tape.watch(small.rate).sub(3).square();
        return Losses.none()
                .phi(ofMean.add(ofRate)
                        .mul(0.5)
                        .broadcastTo(Shape.of(tracer.cells().data())));
    });

    @CanIgnoreReturnValue
    private StepReport train(TrainingOptions options, int steps, Phase... phases) {
        InferenceAlgorithm algorithm = () -> ImmutableList.copyOf(phases);
        return small.run(algorithm, DATA, options, steps);
    }

    private static TrainingOptions options(double rate) {
        return SmallTraining.options(3, rate).withShardSize(2);
    }

    private double mean() {
        return small.mean.value().item();
    }

    @Test
    void aParameterThatIsNotSharedMayNotBeReached() {
        assertThatIllegalStateException()
                .isThrownBy(() -> train(options(0.1), 1, wake, sleep))
                .withMessageStartingWith(
                        "phase 'sleep': the guide's loss reaches parameter 'model/mean', which is not in")
                .withMessageContaining("share()");
        assertThat(mean()).as("nothing moved").isEqualTo(2);
    }

    @Test
    void itsGradientIsTheSumOfBothSides() {
        small.model.parameters().share(small.mean);
        train(options(0.1), 1, wake, sleep);
        assertThat(mean()).isCloseTo(2 - 0.1 * ((2 - 1) + (2 - 5)), within(1e-14));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.1 * 2, within(1e-14));
    }

    @Test
    void itMovesOnceAsTheModelsOptimizerSays() {
        small.model.parameters().share(small.mean);
        TrainingOptions options = options(0).withOptimizers(Optimizer.sgd(0.25), Optimizer.sgd(0.5));
        train(options, 1, wake, sleep);
        assertThat(mean()).isCloseTo(2 + 0.25 * 2, within(1e-14));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.5 * 2, within(1e-14));
    }

    @Test
    void itIsRegularizedOnceOnTheModelsSide() {
        small.model.parameters().share(small.mean);
        RegularizationLosses losses =
                RegularizationLosses.none().with("pull", parameter -> parameter == small.mean, x -> x.mul(4));
        StepReport report = train(options(0.1).withRegularization(losses), 1, wake, sleep);
        assertThat(mean()).isCloseTo(2 - 0.1 * (-2 + 4), within(1e-14));
        assertThat(report.regularization()).containsOnlyKeys("theta/pull").containsEntry("theta/pull", 8.0);
    }

    @Test
    void whereOnlyTheGuidesLossReachesItItMovesToo() {
        small.model.parameters().share(small.mean);
        RegularizationLosses losses = RegularizationLosses.none().l2(0.5);
        StepReport report = train(options(0.1).withRegularization(losses), 1, sleep);
        assertThat(mean()).isCloseTo(2 - 0.1 * (-3 + 2), within(1e-14));
        assertThat(report.thetaLoss()).isEmpty();
        assertThat(report.regularization().keySet()).containsExactlyInAnyOrder("theta/l2", "phi/l2");
    }

    /** Its counter advances in steps that reach it, from whatever side: Adam's first step is as long as its rate. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itsOptimizerCountsTheStepsThatReachIt(int first) {
        small.model.parameters().share(small.mean);
        TrainingOptions options = options(0).withOptimizer(Optimizer.adam(0.1));
        train(options, first + 1, sleep.when(step -> step == first));
        assertThat(mean()).isCloseTo(2.1, within(1e-8));
    }

    @Test
    void aGuideSharesNothing() {
        small.guide.parameters().share(small.rate);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(options(0.1), 1, wake))
                .withMessage(
                        "parameter 'guide/rate' is shared in the guide's store; only the model's parameters can be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.model.parameters().share(small.rate))
                .withMessageStartingWith("store 'model' has no parameter 'guide/rate[]'");
    }
}
