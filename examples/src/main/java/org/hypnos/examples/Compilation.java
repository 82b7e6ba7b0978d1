package org.hypnos.examples;

import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;

/**
 * Inference compilation (Le, Baydin, Wood 2017), which Pyro calls CSIS: a simulator that stays as it is, a guide that learns
 * from the simulator's runs alone, and then importance sampling with that guide for data that it has never seen.
 *
 * <p>The simulator: x ~ N(0, 5), and two measurements y1, y2 ~ N(x, 2), by their variances. Everything is known in closed form:
 * the posterior has precision 1/5 + 2/2, so that the guide must reach the mean 5/12 (y1 + y2) and the deviation 0.9129.
 */
public final class Compilation implements Example {
    private static final double Y1 = 8;
    private static final double Y2 = 9;
    private static final double DEVIATION = Math.sqrt(1 / (1.0 / 5 + 2.0 / 2));
    private static final double MEAN = DEVIATION * DEVIATION * (Y1 + Y2) / 2;

    private final Tensor zero = Tensor.scalar(DType.FLOAT64, 0);

    @Override
    public String name() {
        return "compilation";
    }

    @Override
    public String about() {
        return "inference compilation: a fixed simulator, a guide taught by its runs, importance sampling";
    }

    @Override
    public void run(Arguments arguments) {
        long seed = arguments.seed();
        ParameterStore none = new ParameterStore("model", DType.FLOAT64, seed);
        Program simulator = Program.of(none, context -> {
            Tensor x = context.sample("x", new Normal(zero, zero.add(Math.sqrt(5))));
            context.sample("y1", new Normal(x, zero.add(Math.sqrt(2))));
            context.sample("y2", new Normal(x, zero.add(Math.sqrt(2))));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, seed);
        Parameter slope1 = phi.create("slope1", Shape.SCALAR, Initializer.zeros());
        Parameter slope2 = phi.create("slope2", Shape.SCALAR, Initializer.zeros());
        Parameter offset = phi.create("offset", Shape.SCALAR, Initializer.zeros());
        Constrained deviation = phi.create("deviation", Shape.SCALAR, Initializer.constant(2), new Monotone.Softplus());
        Program guide = Program.of(phi, context -> {
            // q(x given y) = N(slope1 y1 + slope2 y2 + offset, deviation^2)
            Tensor mean = context.given("y1")
                    .mul(context.param(slope1))
                    .add(context.given("y2").mul(context.param(slope2)))
                    .add(context.param(offset));
            context.sample("x", new Normal(mean, context.param(deviation)));
        });

        // Insomnia 0 leaves the sleep phase alone: minimise -log q(x' given y') over runs (x', y') of the simulator.
        Map<String, String> options =
                Map.of("particles", "1", "insomnia", "0", "modelHasParameters", "false", "sleepParticles", "100");
        InferenceAlgorithm sleep = Inference.installed().create("rws", simulator, guide, options);
        Dataset datum = Dataset.of(Map.of("y1", number(Y1), "y2", number(Y2)));
        int steps = arguments.steps(3_000);
        TrainingOptions choices =
                TrainingOptions.of(seed, 1).withOptimizer(Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps)));
        try (Training training = new Training(sleep, simulator, guide, datum, choices)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print(
                "guide                   slopes %.4f %.4f, offset %+.4f, deviation %.4f",
                slope1.value().item(),
                slope2.value().item(),
                offset.value().item(),
                deviation.value().item());
        arguments.print(
                "closed form             slopes %.4f %.4f, offset %+.4f, deviation %.4f",
                5.0 / 12, 5.0 / 12, 0.0, DEVIATION);
        // The least dream loss is the posterior's entropy, log(2 pi e deviation^2) / 2.
        arguments.print("%s", DreamLoss.of(guide, Dreams.of(simulator, 10_000, seed), 1));
        arguments.print("closed form             %.4f", 0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(DEVIATION));

        var sampling = new ImportanceSampling(simulator, guide, datum, 10_000, seed, Engine.fastest(), 1);
        PosteriorExpectation posterior = PosteriorExpectation.ofSite(sampling, "x");
        arguments.print(
                "%nx given y1 = %.0f, y2 = %.0f: mean %.4f +- %.4f; closed form %.4f",
                Y1, Y2, posterior.means().get(0), posterior.interval(0).halfWidth(), MEAN);
        arguments.print("%s", ImportanceNll.of(sampling));
        arguments.print("closed form %.4f", negativeLogEvidence());
    }

    private static Tensor number(double value) {
        return Tensor.of(DType.FLOAT64, Shape.of(1), value);
    }

    /** Of two normal numbers of variance 7 and covariance 5: y1 + y2 has variance 24, y1 - y2 variance 4, independently. */
    static double negativeLogEvidence() {
        double sum = Y1 + Y2;
        double difference = Y1 - Y2;
        return Math.log(2 * Math.PI)
                + 0.5 * Math.log(7 * 7 - 5 * 5)
                + sum * sum / (2 * 24)
                + difference * difference / (2 * 4);
    }
}
