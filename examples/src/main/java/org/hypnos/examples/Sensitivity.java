package org.hypnos.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.HelmholtzMachine;
import org.hypnos.core.training.*;

/**
 * How many samples it takes: the two figures of the talk on reweighted wake-sleep (Bornschein and Bengio 2015), for Helmholtz
 * machines small enough that the exact NLL is known.
 *
 * <p>In the first, the estimated NLL goes down to the exact one, which it must meet at 500 test samples. In the second, the
 * exact NLL goes down with the number of training samples, towards that of the hidden machine that made the data. The two
 * belong together: with few training samples the model keeps to posteriors that its guide can follow, so that few test samples
 * tell its NLL; with many it is better, has posteriors that the guide only covers, and needs more of them.
 */
public final class Sensitivity implements Example {
    private static final int PIXELS = 16;
    private static final int CAUSES = 6;
    private static final double[] TEST = {2, 5, 10, 20, 50, 100, 200, 500};
    private static final double[] TRAINING = {1, 2, 5, 10, 20, 50};

    @Override
    public String name() {
        return "sensitivity";
    }

    @Override
    public String about() {
        return "NLL against the number of test samples and of training samples, in two pictures";
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        HelmholtzMachine hidden = HelmholtzMachine.random(arguments.seed(), PIXELS, CAUSES, 4);
        Dataset train = hidden.sample(arguments.seed(), 10_000);
        Dataset test = hidden.sample(arguments.seed() + 1, 500);
        Curves byTest = new Curves("Machines trained with K samples", "test samples", "estimated NLL (nats)");
        double[] exact = new double[TRAINING.length];
        arguments.print("  K     exact   estimated by 2, 5, 10, 20, 50, 100, 200 and 500 test samples");
        for (int i = 0; i < TRAINING.length; i++) {
            Programs machine = train(arguments, train, (int) TRAINING[i]);
            exact[i] = Helmholtz.exactNll(machine, test).nats();
            double[] estimates = new double[TEST.length];
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < TEST.length; j++) {
                estimates[j] = estimate(machine, test, (int) TEST[j], arguments.seed());
                line.append(String.format(Locale.ROOT, " %.4f", estimates[j]));
            }
            arguments.print("%3.0f  %8.4f  %s", TRAINING[i], exact[i], line);
            byTest.add(String.format(Locale.ROOT, "K = %.0f", TRAINING[i]), TEST, estimates);
        }
        Programs truth = Helmholtz.machine(PIXELS, CAUSES, DType.FLOAT32, 0);
        Helmholtz.set(
                truth.model(),
                Map.of(
                        "model/prior",
                        hidden.prior(),
                        "model/down/weight",
                        hidden.weight(),
                        "model/down/bias",
                        hidden.bias()));
        double best = Helmholtz.exactNll(truth, test).nats();
        arguments.print("hidden  %.4f", best);

        write(arguments, "nll-by-test-samples.png", byTest);
        write(
                arguments,
                "nll-by-training-samples.png",
                new Curves("After training", "training samples K", "exact NLL (nats)")
                        .add("reweighted wake-sleep", TRAINING, exact)
                        .add("the hidden machine", new double[] {1, 50}, best, best));
    }

    /** K samples for the model's phase and half of the guide's; with one, the guide learns from dreams alone. */
    private static Programs train(Arguments arguments, Dataset data, int samples) {
        Programs machine = Helmholtz.machine(PIXELS, CAUSES, DType.FLOAT32, arguments.seed());
        Map<String, String> options =
                Map.of("particles", "" + samples, "insomnia", samples == 1 ? "0" : "0.5", "sleepParticles", "1");
        InferenceAlgorithm rws = Inference.installed().create("rws", machine, options);
        int steps = arguments.steps(4_000);
        TrainingOptions choices = TrainingOptions.of(arguments.seed(), 50)
                .withOptimizer(Optimizer.adam(0.05).withRate(Schedule.cosine(0.05, steps)));
        try (Training training = new Training(rws, machine, data, choices)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        return machine;
    }

    /** The mean over the data of -log (1/K) sum_k p(x, h_k) / q(h_k given x), for K draws h_k ~ q. */
    private static double estimate(Programs machine, Dataset data, int samples, long seed) {
        return ImportanceNll.of(new ImportanceSampling(
                        machine.model(), machine.guide(), data, samples, seed, Engine.fastest(), 2))
                .nats();
    }

    private static void write(Arguments arguments, String name, Curves curves) throws IOException {
        Path file = arguments.file(name);
        curves.write(file);
        arguments.print("%s", file);
    }
}
