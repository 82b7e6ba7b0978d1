package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.distributions.Categorical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data to which the model gives probability zero: here every x = 2. */
class LeftOutTest {
    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
    private final Parameter logits = theta.create("logits", Shape.of(3), Initializer.zeros());
    private final Program model = Program.of(theta, context -> {
        Tensor possible = Tensor.of(DType.FLOAT64, Shape.of(3), 0, 0, Double.NEGATIVE_INFINITY);
        context.sample("x", new Categorical(context.param(logits).add(possible)));
    });
    private final Program guide = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {});
    private final InferenceAlgorithm wake = () -> ImmutableList.of(SmallTraining.wake(model));

    private StepReport step(TrainingOptions options, double... x) {
        try (Training training = new Training(wake, model, guide, SmallTraining.data(x), options)) {
            return training.update();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aDatumOfProbabilityZeroIsLeftOutAndCounted(int shardSize) {
        StepReport report = step(SmallTraining.options(4, 1).withShardSize(shardSize), 0, 2, 1, 0);
        assertThat(report.leftOut()).isEqualTo(1);
        assertThat(report.data()).isEqualTo(4);
        // Of four data, two say 0 and one says 1: those left out still count in the batch's size.
        double[] moved = {(2 * 0.5 - 0.5) / 4, (0.5 - 2 * 0.5) / 4, 0};
        assertThat(logits.value().toDoubles()).containsExactly(moved, within(1e-15));
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(3 * Math.log(2) / 4, within(1e-15));
    }

    @Test
    void tooManyStopTraining() {
        assertThatIllegalStateException()
                .isThrownBy(() -> step(SmallTraining.options(4, 1), 0, 2, 2, 0))
                .withMessage(
                        "step 0: 2 of 4 data have probability zero under all their draws,"
                                + " more than the share of 0.01 allowed: site 'x' has log-probability -Infinity for particle 0");
        assertThat(logits.value().toDoubles()).as("nothing moved").containsExactly(0, 0, 0);
    }

    @Test
    void theShareIsOfTheBatch() {
        double[] x = new double[200];
        x[17] = 2;
        x[199] = 2;
        assertThat(step(SmallTraining.options(200, 1), x).leftOut()).isEqualTo(2);
        x[3] = 2;
        assertThatIllegalStateException()
                .isThrownBy(() -> step(SmallTraining.options(200, 1), x))
                .withMessageContaining("3 of 200");
    }
}
