package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Schedule;
import org.junit.jupiter.api.Test;

class ClippingTest {
    private final SmallTraining small = new SmallTraining(0, 1);

    private StepReport step(SmallTraining training, double clip, RegularizationLosses losses) {
        InferenceAlgorithm both = () -> ImmutableList.of(SmallTraining.wake(training.model), training.sleep());
        TrainingOptions options = SmallTraining.options(2, 0)
                .withOptimizer(Optimizer.sgd(0.5).withClip(clip))
                .withRegularization(losses);
        return training.run(both, SmallTraining.data(3, 5), options, 1);
    }

    @Test
    void aLongGradientIsShortenedAndAShortOneIsNot() {
        StepReport report = step(small, 3, RegularizationLosses.none());
        assertThat(report.thetaNorm().orElseThrow()).as("the mean of 3 and 5").isCloseTo(4, within(1e-15));
        assertThat(report.phiNorm().orElseThrow()).isCloseTo(2, within(1e-15));
        assertThat(small.mean.value().item()).isCloseTo(0.5 * 3, within(1e-15));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.5 * 2, within(1e-15));
    }

    @Test
    void theNormHasTheRegularizationLosses() {
        SmallTraining pulled = new SmallTraining(2, 1);
        StepReport report = step(pulled, 3, RegularizationLosses.none().l2(2.5));
        assertThat(report.thetaNorm().orElseThrow()).isCloseTo(-2 + 10, within(1e-14));
        assertThat(pulled.mean.value().item()).isCloseTo(2 - 0.5 * 3, within(1e-14));
    }

    @Test
    void withoutABoundThereIsNoNorm() {
        StepReport report = step(small, Double.POSITIVE_INFINITY, RegularizationLosses.none());
        assertThat(report.thetaNorm()).isEmpty();
        assertThat(report.phiNorm()).isEmpty();
        assertThat(small.mean.value().item()).isEqualTo(2);
    }

    @Test
    void aSideThatIsNotSteppedHasNoNorm() {
        TrainingOptions options =
                SmallTraining.options(1, 0).withOptimizer(Optimizer.sgd(0.5).withClip(1));
        StepReport report = small.run(small.wake(), SmallTraining.data(3), options, 1);
        assertThat(report.thetaNorm()).hasValue(3.0);
        assertThat(report.phiNorm()).isEmpty();
    }

    @Test
    void aGradientOfZeroStays() {
        SmallTraining standing = new SmallTraining(4, 3);
        StepReport report = step(standing, 1, RegularizationLosses.none());
        assertThat(report.thetaNorm()).hasValue(0.0);
        assertThat(standing.mean.value().item()).isEqualTo(4);
    }

    @Test
    void aNormThatIsNoNumberStopsTheTraining() {
        RegularizationLosses root = RegularizationLosses.none()
                .with(
                        "root",
                        parameter -> parameter == small.mean,
                        x -> x.sqrt().sum());
        assertThatIllegalStateException()
                .isThrownBy(() -> step(small, 1, root))
                .withMessageStartingWith("step 0: the norm of theta's gradient is ");
        assertThat(small.mean.value().item()).as("nothing moved").isZero();
        assertThat(small.rate.value().item()).as("nothing moved").isEqualTo(1);
    }

    @Test
    void theBoundIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optimizer.sgd(1).withClip(0))
                .withMessage("the greatest norm of a gradient must be positive, found 0.0");
    }

    /** One norm for a side's many parameters, of all groups: half the norm moves each of them half as far. */
    @Test
    void theNormIsThatOfAllParametersOfASide() {
        Optimizer sgd = Optimizer.sgd(1);
        List<double[]> whole = moved(sgd);
        double squares = 0;
        for (double[] parameter : whole) {
            for (double way : parameter) {
                squares += way * way;
            }
        }
        Optimizer clipped = sgd.withClip(Math.sqrt(squares) / 2).withGroup("model/prior", Schedule.constant(3));
        List<double[]> half = moved(clipped);
        for (int i = 0; i < whole.size(); i++) {
            for (int j = 0; j < whole.get(i).length; j++) {
                double rate = i == 0 ? 3 : 1;
                assertThat(half.get(i)[j]).isCloseTo(whole.get(i)[j] * rate / 2, within(1e-14));
            }
        }
    }

    /** How far each of the model's parameters goes in one step; model/prior is the first. */
    private static List<double[]> moved(Optimizer ofTheta) {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT64, 7, 6, 12);
        List<Tensor> before = new ArrayList<>();
        network.model().parameters().forEach(parameter -> before.add(parameter.value()));
        Dataset data = Dataset.of(ImmutableMap.of(
                "x", RandomStream.of(9).bernoulli(Shape.of(20, 12), Tensor.scalar(DType.FLOAT64, 0.3))));
        TrainingOptions options = TrainingOptions.of(1, 20).withOptimizers(ofTheta, Optimizer.sgd(0));
        try (Training training = new Training(network.wakeSleep(), network.model(), network.guide(), data, options)) {
            SmallTraining.run(training, 1);
        }
        List<double[]> moved = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Parameter parameter = Iterables.get(network.model().parameters(), i);
            moved.add(parameter.value().sub(before.get(i)).toDoubles());
        }
        return moved;
    }
}
