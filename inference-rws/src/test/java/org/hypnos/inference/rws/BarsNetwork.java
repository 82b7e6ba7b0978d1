package org.hypnos.inference.rws;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;

/** A sigmoid belief network of 15 causes and 25 pixels and its guide, to be trained on bars. */
final class BarsNetwork {
    final Program model;
    final Program guide;

    BarsNetwork(DType dtype, long seed) {
        ParameterStore theta = new ParameterStore("model", dtype, seed);
        Parameter prior = theta.create("prior", Shape.of(15), Initializer.zeros());
        Linear down = Linear.create(theta::create, "down", 15, 25);
        model = Program.of(theta, context -> {
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
        });
        ParameterStore phi = new ParameterStore("guide", dtype, seed);
        Linear up = Linear.create(phi::create, "up", 25, 15);
        guide = Program.of(
                phi,
                context -> context.sample("h", new Bernoulli(up.apply(context::param, context.given("x"))).toEvent(1)));
    }

    /** Trains by {@code algorithm} and returns the last step's report. */
    StepReport train(InferenceAlgorithm algorithm, TrainingOptions options, int steps) {
        try (Training training = new Training(algorithm, model, guide, Bars.fiveByFive(), options)) {
            StepReport last = training.update();
            for (int i = 1; i < steps; i++) {
                last = training.update();
            }
            return last;
        }
    }

    String digest() {
        return ParameterDigest.sha256(model.parameters(), guide.parameters());
    }
}
