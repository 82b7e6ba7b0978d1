package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.distributions.Normal;

/**
 * A pair of programs whose gradients are known by hand: the model explains x by N(mean, 1), the guide adds (rate - 3)^2 / 2
 * to its loss, and nothing is hidden.
 */
final class SmallTraining {
    final Parameter mean;
    final Parameter rate;
    final Program model;
    final Program guide;

    SmallTraining(double startOfMean, double startOfRate) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
        mean = theta.create("mean", Shape.SCALAR, Initializer.constant(startOfMean));
        rate = phi.create("rate", Shape.SCALAR, Initializer.constant(startOfRate));
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        model = Program.of(theta, context -> context.sample("x", new Normal(context.param(mean), one)));
        guide = Program.of(phi, context -> {});
    }

    /** theta: -log p(x). */
    static Phase wake(Program model) {
        return Phase.always("wake", (tracer, batch) -> {
            Trace p = tracer.score(model, batch.values());
            return Losses.none().theta(p.logProb().mean(0).neg(), p);
        });
    }

    InferenceAlgorithm wake() {
        return () -> ImmutableList.of(wake(model));
    }

    /** phi: (rate - 3)^2 / 2 for each datum. */
    Phase sleep() {
        return Phase.always("sleep", (tracer, batch) -> {
            Tensor loss = tracer.tape() == null ? rate.value() : tracer.tape().watch(rate);
            Tensor ofEach = loss.sub(3)
                    .square()
                    .mul(0.5)
                    .broadcastTo(Shape.of(tracer.cells().data()));
            return Losses.none().phi(ofEach);
        });
    }

    static Dataset data(double... x) {
        return Dataset.of(ImmutableMap.of("x", Tensor.of(DType.FLOAT64, Shape.of(x.length), x)));
    }

    static TrainingOptions options(int batch, double rate) {
        return TrainingOptions.of(1, batch).withThreads(1).withOptimizer(Optimizer.sgd(rate));
    }

    /** Takes {@code steps} steps and returns the last one's report. */
    @CanIgnoreReturnValue
    static StepReport run(Training training, int steps) {
        StepReport last = training.update();
        for (int i = 1; i < steps; i++) {
            last = training.update();
        }
        return last;
    }

    /** The same from a new training that is closed afterwards. */
    @CanIgnoreReturnValue
    StepReport run(InferenceAlgorithm algorithm, Dataset dataset, TrainingOptions options, int steps) {
        try (Training training = new Training(algorithm, model, guide, dataset, options)) {
            return run(training, steps);
        }
    }
}
