package org.hypnos.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingListener;
import org.hypnos.core.training.TrainingOptions;

/**
 * {@link GaussianMixture}, a program that branches, by three ways to teach its guide (Le, Kosiorek, Siddharth, Teh, Wood 2019):
 * wake-wake, wake-sleep, and wake-wake with a defence against a guide that misses components.
 *
 * <p>The model begins with nearly all weight on the first components, whereas the data's weights rise to the last. Two pictures
 * show the errors of p, the distance of the learned weights from the true ones, and of q, that of the guide's posterior from
 * the exact true one. The defended guide must come near the truth. Without a defence wake-wake may leave out components of
 * which its guide never draws; wake-sleep teaches its guide by dreams of a model that does not know the last components, so
 * that neither learns them ({@code docs/results/mixture.md} has longer and slower trainings, in which wake-wake finds all).
 */
public final class Mixture implements Example {
    private static final int BATCH = 100;
    private static final int POINTS = 20;

    private final GaussianMixture truth = GaussianMixture.truth(DType.FLOAT32);

    @Override
    public String name() {
        return "mixture";
    }

    @Override
    public String about() {
        return "a mixture by a program that branches: wake-wake, wake-sleep, defensive; errors of p and q by step";
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        Map<String, Map<String, String>> ways = new LinkedHashMap<>();
        ways.put("wake-wake", Map.of("particles", "20", "insomnia", "1"));
        ways.put("wake-sleep", Map.of("particles", "20", "insomnia", "0"));
        // log w = log p - log(0.8 q + 0.2 u), where u finds all components equally probable
        ways.put("defensive", Map.of("particles", "20", "insomnia", "1", "defensive", "0.2"));
        Curves ofP = new Curves("error of p", "step", "distance of the weights").logarithmic();
        Curves ofQ = new Curves("error of q", "step", "distance of the posteriors").logarithmic();
        for (Map.Entry<String, Map<String, String>> way : ways.entrySet()) {
            Errors errors = train(arguments, way.getValue());
            ofP.add(way.getKey(), errors.steps, errors.ofP);
            ofQ.add(way.getKey(), errors.steps, errors.ofQ);
            arguments.print(
                    "%-11s error of p %.4f, of q %.4f; at the start %.4f and %.4f",
                    way.getKey(), errors.ofP[POINTS - 1], errors.ofQ[POINTS - 1], errors.ofP[0], errors.ofQ[0]);
        }
        arguments.print("the truth   error of p %.4f, of q %.4f", 0.0, 0.0);
        for (Map.Entry<String, Curves> picture : Map.of("p", ofP, "q", ofQ).entrySet()) {
            Path file = arguments.file("errors-of-" + picture.getKey() + ".png");
            picture.getValue().write(file);
            arguments.print("%s", file);
        }
    }

    /** Errors after some steps, at equal distances on a logarithmic axis. */
    private static final class Errors {
        private final double[] steps = new double[POINTS];
        private final double[] ofP = new double[POINTS];
        private final double[] ofQ = new double[POINTS];
    }

    private Errors train(Arguments arguments, Map<String, String> options) {
        int steps = arguments.steps(5_000);
        double[] start = new double[GaussianMixture.COMPONENTS];
        Arrays.setAll(start, c -> 2 * (start.length - 1 - c)); // weights fall by a factor e each
        GaussianMixture mixture = new GaussianMixture(DType.FLOAT32, start, arguments.seed());
        InferenceAlgorithm rws = Inference.installed().create("rws", mixture.programs(), options);
        TrainingOptions choices = TrainingOptions.of(arguments.seed(), BATCH)
                .withOptimizers(
                        Optimizer.adam(0.03).withRate(Schedule.cosine(0.03, steps)),
                        Optimizer.adam(0.003).withRate(Schedule.cosine(0.003, steps)));
        Errors errors = new Errors();
        TrainingListener progress = arguments.progress(steps);
        progress.begin(steps);
        try (Training training =
                new Training(rws, mixture.programs(), truth.sample(arguments.seed(), 10_000), choices)) {
            for (int i = 0; i < POINTS; i++) {
                double upTo = Math.pow(steps, (double) i / (POINTS - 1));
                while (training.step() < Math.rint(upTo)) {
                    progress.step(training.update());
                }
                errors.steps[i] = training.step();
                errors.ofP[i] =
                        distance(mixture.weights().toDoubles(), truth.weights().toDoubles());
                errors.ofQ[i] = errorOfGuide(mixture);
            }
        }
        progress.end();
        return errors;
    }

    /** The mean over 100 data of the distance between q(c given x) and the exact true posterior. */
    private double errorOfGuide(GaussianMixture mixture) {
        Tensor x = truth.sample(0, 100).values().get("x");
        double[][] found = mixture.posterior(mixture.guide(), x);
        double[][] exact = truth.posterior(truth.model(), x);
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            int datum = i;
            sum += distance(
                    Arrays.stream(found).mapToDouble(row -> row[datum]).toArray(),
                    Arrays.stream(exact).mapToDouble(row -> row[datum]).toArray());
        }
        return sum / 100;
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(square);
    }
}
