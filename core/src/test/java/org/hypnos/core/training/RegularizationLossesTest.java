package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Four equal data at the model's mean of 2, so that whatever moves is moved by regularization. */
class RegularizationLossesTest {
    private static final Dataset DATA = SmallTraining.data(2, 2, 2, 2);

    private final SmallTraining training = new SmallTraining(2, 3);

    private TrainingOptions options(RegularizationLosses losses) {
        return SmallTraining.options(4, 0.1).withShardSize(1).withRegularization(losses);
    }

    private InferenceAlgorithm both() {
        return () -> ImmutableList.of(SmallTraining.wake(training.model), training.sleep());
    }

    @Test
    void squaresPullTowardsZeroOnceAStepAndOnEachSide() {
        StepReport report =
                training.run(both(), DATA, options(RegularizationLosses.none().l2(0.5)), 1);
        assertThat(training.mean.value().item()).isCloseTo(2 - 0.1 * 2 * 0.5 * 2, within(1e-15));
        assertThat(training.rate.value().item()).isCloseTo(3 - 0.1 * 2 * 0.5 * 3, within(1e-15));
        assertThat(report.regularization().get("theta/l2")).isCloseTo(0.5 * 4, within(1e-15));
        assertThat(report.regularization().get("phi/l2")).isCloseTo(0.5 * 9, within(1e-15));
        assertThat(report.phiLoss())
                .as("losses are reported without regularization")
                .hasValue(0.0);
    }

    @ParameterizedTest
    @CsvSource({"2, 1.95", "-2, -1.95"})
    void magnitudesPullWithOneForce(double start, double moved) {
        SmallTraining negative = new SmallTraining(start, 3);
        Dataset data = SmallTraining.data(start, start);
        negative.run(
                negative.wake(),
                data,
                SmallTraining.options(2, 0.1)
                        .withRegularization(RegularizationLosses.none().l1(0.5)),
                1);
        assertThat(negative.mean.value().item()).isCloseTo(moved, within(1e-15));
    }

    @Test
    void aSideThatIsNotSteppedIsNotRegularized() {
        StepReport report = training.run(
                training.wake(), DATA, options(RegularizationLosses.none().l2(0.5)), 1);
        assertThat(training.rate.value().item()).isEqualTo(3);
        assertThat(report.regularization().keySet()).containsExactly("theta/l2");
    }

    /** Each step multiplies a parameter, where nothing else pulls, by 1 - 0.1: five steps of theta, two of phi. */
    @Test
    void itCountsOnceInEachStepOfItsSide() {
        SmallTraining calm = new SmallTraining(0, 3);
        RegularizationLosses losses = RegularizationLosses.none()
                .with(
                        "pull",
                        parameter -> parameter == calm.rate,
                        x -> x.square().mul(0.5));
        InferenceAlgorithm often = () ->
                ImmutableList.of(SmallTraining.wake(calm.model), standing(calm).when(step -> step == 1 || step == 4));
        try (Training run = new Training(often, calm.model, calm.guide, DATA, options(losses))) {
            for (int step = 0; step < 5; step++) {
                assertThat(run.update().regularization().containsKey("phi/pull"))
                        .isEqualTo(step == 1 || step == 4);
            }
        }
        assertThat(calm.rate.value().item()).isCloseTo(3 * 0.9 * 0.9, within(1e-14));
    }

    /** phi: a loss of 0 for each datum. */
    private static Phase standing(SmallTraining training) {
        return Phase.always(
                "sleep",
                (tracer, batch) -> Losses.none()
                        .phi(tracer.tape()
                                .watch(training.rate)
                                .mul(0)
                                .broadcastTo(Shape.of(tracer.cells().data()))));
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void theReductionDoesNotScaleIt(Reduction reduction) {
        TrainingOptions options = options(RegularizationLosses.none().l2(0.5)).withReduction(reduction);
        training.run(training.wake(), DATA, options, 1);
        assertThat(training.mean.value().item()).isCloseTo(2 - 0.1 * 2, within(1e-15));
    }

    @Test
    void aLossConcernsTheParametersThatItSays() {
        RegularizationLosses losses = RegularizationLosses.none()
                .with(
                        "pull",
                        parameter -> parameter.name().endsWith("rate"),
                        x -> x.sub(1).square().sum())
                .l1(0.25);
        StepReport report = training.run(both(), DATA, options(losses), 1);
        assertThat(training.mean.value().item()).isCloseTo(2 - 0.1 * 0.25, within(1e-15));
        assertThat(training.rate.value().item()).isCloseTo(3 - 0.1 * (2 * 2 + 0.25), within(1e-15));
        assertThat(report.regularization().keySet()).containsExactlyInAnyOrder("phi/pull", "theta/l1", "phi/l1");
    }

    @Test
    void aNameIsTakenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegularizationLosses.none().l2(1).l2(2))
                .withMessage("there already is a regularization loss called 'l2'");
    }

    @Test
    void aLossThatIsNotANumberIsNamed() {
        RegularizationLosses losses = RegularizationLosses.none()
                .with("odd", parameter -> true, x -> x.neg().log().sum());
        assertThatIllegalStateException()
                .isThrownBy(() -> training.run(both(), DATA, options(losses), 1))
                .withMessage("step 0: regularization loss 'odd' of model/mean[] is NaN");
        assertThat(training.mean.value().item()).as("nothing moved").isEqualTo(2);
    }

    /** The model, which adds {@code mean * factor} for each datum and {@code mean * alone} to its loss. */
    private Program adding(double factor, double alone) {
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        return Program.of(training.model.parameters(), context -> {
            Tensor mean = context.param(training.mean);
            Tensor x = context.sample("x", new Normal(mean, one));
            context.regularize("each", mean.mul(factor).broadcastTo(x.shape()));
            context.regularize("alone", mean.mul(alone));
        });
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 1", "SUM, 4", "SUM_SCALED, 4"})
    void whatAProgramAddsForEachDatumIsReducedAndWhatItAddsAloneIsNot(Reduction reduction, double times) {
        Program model = adding(0.5, 0.25);
        InferenceAlgorithm wake = () -> ImmutableList.of(SmallTraining.wake(model));
        TrainingOptions options = options(RegularizationLosses.none()).withReduction(reduction);
        StepReport report = training.run(wake, DATA, options, 1);
        assertThat(training.mean.value().item()).isCloseTo(2 - 0.1 * (0.5 * times + 0.25), within(1e-14));
        assertThat(report.regularization().get("theta/each")).isCloseTo(2 * 0.5 * times, within(1e-14));
        assertThat(report.regularization().get("theta/alone")).isCloseTo(2 * 0.25, within(1e-14));
    }

    @Test
    void whatAProgramAddsIsANumber() {
        Program model = adding(0.5, Double.NaN);
        assertThatIllegalStateException()
                .isThrownBy(() -> training.run(
                        () -> ImmutableList.of(SmallTraining.wake(model)),
                        DATA,
                        options(RegularizationLosses.none()),
                        1))
                .withMessage("step 0: regularization loss 'theta/alone' is NaN");
        assertThat(training.mean.value().item()).as("nothing moved").isEqualTo(2);
    }

    @Test
    void particlesAreAveraged() {
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        Program model = Program.of(training.model.parameters(), context -> {
            Tensor mean = context.param(training.mean);
            context.sample("x", new Normal(mean, one));
            context.regularize("each", mean.mul(Tensor.of(DType.FLOAT64, Shape.of(2, 1), 1, 3)));
        });
        InferenceAlgorithm wake = () -> ImmutableList.of(Phase.always(
                "wake", (tracer, batch) -> SmallTraining.wake(model).objective().evaluate(tracer.copies(2), batch)));
        StepReport report = training.run(wake, DATA, options(RegularizationLosses.none()), 1);
        assertThat(training.mean.value().item()).isCloseTo(2 - 0.1 * 2, within(1e-14));
        assertThat(report.regularization().get("theta/each")).isCloseTo(4, within(1e-14));
    }
}
