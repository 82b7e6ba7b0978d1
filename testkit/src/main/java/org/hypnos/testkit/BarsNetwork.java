package org.hypnos.testkit;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;

/** A sigmoid belief network of 15 causes and 25 pixels and its guide, in FLOAT32, to be trained on images of bars. */
final class BarsNetwork {
    private static final int CAUSES = 15;
    private static final int PIXELS = 25;

    final Dataset images = Bars.fiveByFive();
    final Parameter prior;
    final Parameter up;
    final Programs programs;

    BarsNetwork() {
        Initializer mostlyOff = Initializer.constant(-2);
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, 1);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, 1);
        prior = theta.create("prior", Shape.of(CAUSES), mostlyOff);
        Linear down = Linear.create(theta::create, "down", CAUSES, PIXELS);
        Linear recognition = Linear.create(phi::create, "up", PIXELS, CAUSES, mostlyOff);
        up = recognition.bias();
        programs = Programs.of(
                Program.of(theta, context -> {
                    Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
                    context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
                }),
                Program.of(phi, context -> {
                    Tensor logits = recognition.apply(context::param, context.given("x"));
                    context.sample("h", new Bernoulli(logits).toEvent(1));
                }));
    }

    /** A training of {@code steps} steps, by batches of 100 in shards of 13. */
    Training training(PluginCase subject, int steps, int threads) {
        Optimizer adam = Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps));
        TrainingOptions options = TrainingOptions.of(1, 100)
                .withShardSize(13)
                .withThreads(threads)
                .withOptimizer(adam);
        return new Training(subject.algorithm(programs), programs.model(), programs.guide(), images, options);
    }
}
