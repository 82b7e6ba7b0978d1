package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.DescentState;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.io.ParameterDigest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training goes on from its state, whatever its optimizer remembers. */
@Tag("bits")
class TrainingStateTest {
    private final SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizer.sgd(0.1),
                Optimizer.momentum(0.1, 0.9).withGroup("*bias", Schedule.parse("0->0.1@6")),
                Optimizer.nesterov(0.1, 0.9),
                Optimizer.rmsProp(0.01),
                Optimizer.adagrad(0.1),
                Optimizer.adadelta(1),
                Optimizer.adam(0.01).withRate(Schedule.parse("cosine:0.02@8")),
                Optimizer.adamW(0.01, 0.1).withClip(0.5));
    }

    private static Training training(SmallNetwork network, TrainingOptions options) {
        Tensor logits = Tensor.scalar(DType.FLOAT32, 0.3);
        Dataset data = Dataset.of(ImmutableMap.of("x", RandomStream.of(9).bernoulli(Shape.of(50, 12), logits)));
        return new Training(network.wakeSleep(), network.model(), network.guide(), data, options);
    }

    private static TrainingOptions options(Optimizer optimizer) {
        return TrainingOptions.of(1, 20).withThreads(1).withOptimizer(optimizer);
    }

    private static String digest(SmallNetwork network) {
        return ParameterDigest.sha256(
                network.model().parameters(), network.guide().parameters());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void anotherTrainingGoesOnFromIt(Optimizer optimizer) {
        TrainingState state;
        StepReport expected;
        try (Training whole = training(network, options(optimizer))) {
            SmallTraining.run(whole, 5);
            state = whole.state();
            expected = SmallTraining.run(whole, 4);
        }
        SmallNetwork twin = SmallNetwork.of(DType.FLOAT32, 8, 6, 12);
        TrainingState read = TrainingState.of(state.step(), state.tensors(), state.counts());
        try (Training other = training(twin, options(optimizer).withThreads(2))) {
            other.restore(read);
            assertThat(SmallTraining.run(other, 4)).isEqualTo(expected);
        }
        assertThat(digest(twin)).isEqualTo(digest(network));
    }

    @Test
    void theStateOfAnotherTrainingIsRefusedAndNothingChanges() {
        try (Training adam = training(network, options(Optimizer.adam(0.01)))) {
            SmallTraining.run(adam, 2);
            String before = digest(network);
            for (var refused : List.of(
                    other(SmallNetwork.of(DType.FLOAT32, 7, 5, 12), Optimizer.adam(0.01)),
                    other(SmallNetwork.of(DType.FLOAT64, 7, 6, 12), Optimizer.adam(0.01)),
                    other(SmallNetwork.of(DType.FLOAT32, 7, 6, 12), Optimizer.sgd(0.01)))) {
                assertThatIllegalArgumentException().isThrownBy(() -> adam.restore(refused));
            }
            TrainingState own = adam.state();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> adam.restore(new TrainingState(
                            2,
                            ImmutableMap.<String, Tensor>builder()
                                    .putAll(own.parameters())
                                    .put("model/other", Tensor.scalar(DType.FLOAT32, 1))
                                    .buildOrThrow(),
                            own.descents())))
                    .withMessageContaining("the value of 'model/other' belongs to no parameter of this training");
            assertThat(digest(network)).isEqualTo(before);
            assertThat(adam.step()).isEqualTo(2);
        }
    }

    private static TrainingState other(SmallNetwork network, Optimizer optimizer) {
        try (Training training = training(network, options(optimizer))) {
            SmallTraining.run(training, 1);
            return training.state();
        }
    }

    @Test
    void aParameterMayBeCalledAsWhatOptimizersRemember() {
        Tensor one = Tensor.full(DType.FLOAT32, Shape.of(2), 1);
        Tensor two = Tensor.full(DType.FLOAT32, Shape.of(2), 2);
        DescentState descent = new DescentState(3, ImmutableList.of(two));
        TrainingState state = new TrainingState(
                3, ImmutableMap.of("optimizer/weight", one), ImmutableMap.of("optimizer/weight", descent));
        TrainingState read = TrainingState.of(3, state.tensors(), state.counts());
        assertThat(read.parameters()).isEqualTo(state.parameters());
        assertThat(read.descents()).isEqualTo(state.descents());
    }
}
