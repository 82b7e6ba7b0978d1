package org.hypnos.examples;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;

/**
 * The one-layer Helmholtz machine (Dayan, Hinton, Neal, Zemel 1995), trained by wake-sleep (Hinton, Dayan, Frey, Neal 1995) on
 * images that a hidden machine of the same size made.
 *
 * <p>Its exact NLL must come within 0.1 nats of the hidden machine's own. Beside it stands the reconstruction cross-entropy,
 * which people like to watch, and which is no likelihood: it tells how well somebody says x again who was told the causes'
 * means, and nobody pays for telling them. So it can fall below the entropy of the data, which no NLL does, and a machine that
 * copies pixels to causes has the best one and has learned nothing.
 */
public final class Helmholtz implements Example {
    private static final int PIXELS = 16;
    private static final int CAUSES = 4;
    private static final double STRENGTH = 4;
    private static final int FANTASIES = 5;

    @Override
    public String name() {
        return "helmholtz";
    }

    @Override
    public String about() {
        return "the one-layer Helmholtz machine of Dayan and Hinton, by wake-sleep, on data of a hidden one";
    }

    /** A machine and its recognition model. */
    static Programs machine(int pixels, int causes, DType dtype, long seed) {
        ParameterStore theta = new ParameterStore("model", dtype, seed);
        Parameter prior = theta.create("prior", Shape.of(causes), Initializer.zeros());
        Linear down = Linear.create(theta::create, "down", causes, pixels);
        Program model = Program.of(theta, context -> {
            // p(h_j = 1) = sigmoid(prior_j), p(x_i = 1 given h) = sigmoid((h weight + bias)_i)
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
        });
        ParameterStore phi = new ParameterStore("guide", dtype, seed);
        Linear up = Linear.create(phi::create, "up", pixels, causes);
        Program guide = Program.of(phi, context -> {
            // q(h_j = 1 given x) = sigmoid((x weight + bias)_j)
            Tensor logits = up.apply(context::param, context.given("x"));
            context.sample("h", new Bernoulli(logits).toEvent(1));
        });
        return Programs.of(model, guide);
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        HelmholtzMachine hidden = HelmholtzMachine.random(arguments.seed(), PIXELS, CAUSES, STRENGTH);
        Dataset train = hidden.sample(arguments.seed(), 20_000);
        Dataset test = hidden.sample(arguments.seed() + 1, 2_000);
        Programs machine = machine(PIXELS, CAUSES, DType.FLOAT32, arguments.seed());
        report(arguments, "untrained", machine, test);
        train(arguments, machine, train);
        report(arguments, "trained", machine, test);
        Programs truth = machine(PIXELS, CAUSES, DType.FLOAT32, 0);
        set(
                truth.model(),
                Map.of(
                        "model/prior",
                        hidden.prior(),
                        "model/down/weight",
                        hidden.weight(),
                        "model/down/bias",
                        hidden.bias()));
        arguments.print("%-10s %s", "hidden", exactNll(truth, test));

        arguments.print("%nfantasies");
        Tracer tracer = Tracer.of(new Tracer.Address(arguments.seed(), 0, "fantasies"), Workspace.HEAP, FANTASIES);
        Tensor fantasies = tracer.trace(machine.model(), Map.of()).values().get("x");
        for (int i = 0; i < FANTASIES; i++) {
            arguments.print("  %s", text("%.0f", fantasies.slice(1, i, i + 1)));
        }

        Path file = arguments.file("helmholtz.safetensors");
        save(file, machine);
        Programs loaded = machine(PIXELS, CAUSES, DType.FLOAT32, 0);
        load(file, loaded);
        Dataset datum = Dataset.of(Map.of("x", test.values().get("x").slice(0, 0, 1)));
        arguments.print("%n%s", file);
        arguments.print("  datum           %s", text("%.0f", datum.values().get("x")));
        arguments.print("  posterior means %s", text(" %.3f", posteriorMeans(loaded.guide(), datum)));
        arguments.print("  reconstruction  %s", text(" %.3f", reconstruction(loaded, datum)));
    }

    /** Classic wake-sleep: one draw of each program for each datum and step. */
    private static void train(Arguments arguments, Programs machine, Dataset data) {
        int steps = arguments.steps(10_000);
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 50)
                .withOptimizer(Optimizer.adam(0.1).withRate(Schedule.cosine(0.1, steps)));
        InferenceAlgorithm ws = Inference.installed().create("ws", machine, Map.of("samples", "1"));
        try (Training training = new Training(ws, machine, data, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
    }

    private static void report(Arguments arguments, String which, Programs machine, Dataset test) {
        arguments.print("%-10s %s", which, exactNll(machine, test));
        arguments.print(
                "%-10s %s",
                "", ReconstructionCrossEntropy.of(machine.model(), machine.guide(), test, Engine.fastest(), 1));
    }

    static ExactNll exactNll(Programs machine, Dataset data) {
        return ExactNll.of(machine.model(), data, Engine.fastest(), 1);
    }

    /** q(h_j = 1 given x) of each datum, [1, data, causes]. */
    static Tensor posteriorMeans(Program guide, Dataset data) {
        Tracer tracer = Tracer.of(new Tracer.Address(0, 0, "recognize"), Workspace.HEAP, data.size());
        Trace q = tracer.trace(guide, data.values());
        return ((Moments) q.sites().get("h").distribution()).mean();
    }

    /** p(x_i = 1 given the posterior means) of each datum, [data, pixels]. */
    static Tensor reconstruction(Programs machine, Dataset data) {
        return Reconstruction.of(machine.model(), machine.guide(), data, "x", Engine.fastest(), 1);
    }

    static void save(Path file, Programs machine) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        Iterables.concat(machine.model().parameters(), machine.guide().parameters())
                .forEach(parameter -> tensors.put(parameter.name(), parameter.value()));
        SafeTensors.write(file, tensors);
    }

    static void load(Path file, Programs machine) throws IOException {
        Map<String, Tensor> tensors = SafeTensors.read(file);
        set(machine.model(), tensors);
        set(machine.guide(), tensors);
    }

    /** Gives the parameters of {@code program} the values that stand under their names. */
    static void set(Program program, Map<String, Tensor> values) {
        program.parameters().forEach(parameter -> parameter.set(values.get(parameter.name())));
    }

    /** All numbers, one after the other. */
    private static String text(String format, Tensor numbers) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers.toDoubles()) {
            text.append(String.format(Locale.ROOT, format, number));
        }
        return text.toString();
    }
}
