package org.hypnos.examples;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.*;
import org.hypnos.distributions.Bernoulli;

/**
 * Bars by wake-sleep and by reweighted wake-sleep, from the same beginning: 5 x 5 pixels, where each of five rows and five
 * columns is on with probability 0.1, and a sigmoid belief network of 15 causes.
 *
 * <p>RWS must come within 0.05 nats of the images' entropy, the best NLL there is; WS, which believes each of its guide's draws
 * as much as the next, leaves bars out. The filters show it: a cause that stands for a bar turns on one row or column.
 */
public final class BarsSideBySide implements Example {
    private static final int SIDE = 5;
    private static final int CAUSES = 15;

    @Override
    public String name() {
        return "bars";
    }

    @Override
    public String about() {
        return "a sigmoid belief network on bars, by WS and by RWS side by side, with its filters";
    }

    /** Model and guide, and the parameters from which the filters follow. */
    record Network(Programs programs, Parameter prior, Linear down) {
        static Network of(long seed) {
            Initializer mostlyOff = Initializer.constant(-2);
            ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
            Parameter prior = theta.create("prior", Shape.of(CAUSES), mostlyOff);
            Linear down = Linear.create(theta::create, "down", CAUSES, SIDE * SIDE);
            Program model = Program.of(theta, context -> {
                // p(h_j = 1) = sigmoid(prior_j), p(x_i = 1 given h) = sigmoid((h weight + bias)_i)
                Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
                context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
            });
            ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
            Linear up = Linear.create(phi::create, "up", SIDE * SIDE, CAUSES, mostlyOff);
            Program guide = Program.of(phi, context -> {
                Tensor logits = up.apply(context::param, context.given("x"));
                context.sample("h", new Bernoulli(logits).toEvent(1));
            });
            return new Network(Programs.of(model, guide), prior, down);
        }

        /** The probability of each pixel when one cause is on and the others are at their means: [causes, pixels]. */
        Tensor filters() {
            Tensor weight = down.weight().value();
            Tensor on = prior.value().sigmoid().reshape(Shape.of(CAUSES, 1));
            Tensor atMeans = down.bias().value().add(weight.mul(on).sum(0));
            return atMeans.add(weight.mul(on.neg().add(1))).sigmoid();
        }
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        Dataset bars = Bars.fiveByFive();
        Network ws = train(arguments, bars, "ws", Map.of("samples", "10"));
        Network rws = train(arguments, bars, "rws", Map.of("particles", "10", "insomnia", "0.5"));
        arguments.print("entropy  %.4f nats, which no model is below", Bars.entropy(bars));
        draw(arguments, "WS", ws);
        draw(arguments, "RWS", rws);
    }

    private static Network train(Arguments arguments, Dataset bars, String algorithm, Map<String, String> given) {
        Network network = Network.of(arguments.seed());
        InferenceAlgorithm inference = Inference.installed().create(algorithm, network.programs(), given);
        int steps = arguments.steps(10_000);
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 100)
                .withOptimizer(Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps)));
        try (Training training = new Training(inference, network.programs(), bars, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print("%-8s %s", algorithm, ExactNll.of(network.programs().model(), bars, Engine.fastest(), 2));
        return network;
    }

    /** The filters side by side: # for a pixel that its cause turns on. Below, how often each cause is on. */
    private static void draw(Arguments arguments, String title, Network network) throws IOException {
        arguments.print("%n%s", title);
        Tensor on = network.filters();
        for (int row = 0; row < SIDE; row++) {
            StringBuilder line = new StringBuilder();
            for (int cause = 0; cause < CAUSES; cause++) {
                for (int column = 0; column < SIDE; column++) {
                    line.append(on.get((cause * SIDE + row) * SIDE + column) > 0.5 ? '#' : '.');
                }
                line.append("  ");
            }
            arguments.print("  %s", line);
        }
        StringBuilder line = new StringBuilder();
        for (double probability : network.prior().value().sigmoid().toDoubles()) {
            line.append(String.format(Locale.ROOT, "%.3f  ", probability));
        }
        arguments.print("  %s", line);
        arguments.picture("filters-" + title + ".png", on);
    }
}
