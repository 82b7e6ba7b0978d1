package org.hypnos.examples;

import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.*;
import org.hypnos.distributions.Bernoulli;

/** The smallest whole program: 15 hidden causes of images of bars. */
public final class FirstModel {
    public static void main(String[] arguments) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, 1);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, 1);
        Initializer mostlyOff = Initializer.constant(-2);
        Parameter prior = theta.create("prior", Shape.of(15), mostlyOff);
        Linear down = Linear.create(theta::create, "down", 15, 25);
        Linear up = Linear.create(phi::create, "up", 25, 15, mostlyOff);

        Program model = Program.of(theta, context -> {
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
        });
        Program guide = Program.of(phi, context -> {
            Tensor logits = up.apply(context::param, context.given("x"));
            context.sample("h", new Bernoulli(logits).toEvent(1));
        });

        Dataset bars = Bars.fiveByFive();
        Map<String, String> options = Map.of("particles", "10", "insomnia", "0.5");
        InferenceAlgorithm rws = Inference.installed().create("rws", model, guide, options);
        TrainingOptions choices = TrainingOptions.of(1, 100).withOptimizer(Optimizer.adam(0.02));
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        try (Training training = new Training(rws, model, guide, bars, choices)) {
            training.run(Initialization.ALL, steps, PlainProgress.every(1_000, System.out));
        }
        System.out.println(ExactNll.of(model, bars, Engine.fastest(), 2));
    }
}
