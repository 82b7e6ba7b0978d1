package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.StickBreaking;
import org.hypnos.distributions.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstrainedTest {
    private final ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);

    interface Model {
        Distribution of(Tensor parameter);
    }

    /** Goes down the mean of -log p(x) to its minimum. */
    private void train(Constrained parameter, Model model, double... x) {
        Program program = Program.of(store, context -> context.sample("x", model.of(context.param(parameter))));
        InferenceAlgorithm maximumLikelihood = () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> {
            Trace trace = tracer.score(program, batch.values());
            return Losses.none().theta(trace.logProb().mean(0).neg(), trace);
        }));
        Program nothing = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {});
        Dataset data = Dataset.of(ImmutableMap.of("x", Tensor.of(DType.FLOAT64, Shape.of(x.length), x)));
        TrainingOptions options = TrainingOptions.of(1, x.length).withThreads(1).withOptimizer(Optimizer.sgd(0.3));
        try (Training training = new Training(maximumLikelihood, program, nothing, data, options)) {
            for (int step = 0; step < 1000; step++) {
                assertThat(training.update().data()).isEqualTo(x.length);
            }
        }
    }

    static Stream<Transform> ontoPositiveNumbers() {
        return Stream.of(new Monotone.Exp(), new Monotone.Softplus());
    }

    /** The likeliest scale around 0 is the root of the mean square. */
    @ParameterizedTest
    @MethodSource("ontoPositiveNumbers")
    void aScaleIsLearned(Transform transform) {
        Constrained scale = store.create("scale", Shape.SCALAR, Initializer.constant(1), transform);
        assertThat(scale.value().item()).isCloseTo(1, within(1e-15));
        assertThat(store).containsExactly(scale.unconstrained());
        train(scale, parameter -> new Normal(parameter.constant(0), parameter), 1, -2, 3, 0.5);
        assertThat(scale.value().item()).isCloseTo(Math.sqrt((1 + 4 + 9 + 0.25) / 4), within(1e-10));
    }

    /** The likeliest probabilities are the frequencies. */
    @Test
    void aVectorOfASimplexIsLearned() {
        Constrained weights = store.create("weights", Shape.of(3), Initializer.constant(1.0 / 3), new StickBreaking());
        assertThat(weights.unconstrained().shape()).isEqualTo(Shape.of(2));
        train(weights, parameter -> new Categorical(parameter.log()), 0, 1, 2, 2, 1, 2, 2, 0, 2, 2);
        assertThat(weights.value().toDoubles()).containsExactly(new double[] {0.2, 0.2, 0.6}, within(1e-10));
    }

    @Test
    void aProbabilityIsLearned() {
        Constrained probability =
                store.create("probability", Shape.SCALAR, Initializer.constant(0.5), new Monotone.Sigmoid());
        train(probability, p -> new Categorical(Tensor.stack(0, p.neg().log1p(), p.log())), 1, 1, 1, 0);
        assertThat(probability.value().item()).isCloseTo(0.75, within(1e-10));
    }

    @Test
    void aBeginningOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.create("scale", Shape.of(2), Initializer.zeros(), new Monotone.Exp()))
                .withMessage("parameter 'model/scale' at [0] is 0.0, expected one of the positive numbers (shape [2])");
        assertThat(store).isEmpty();
    }
}
