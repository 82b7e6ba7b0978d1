package org.hypnos.examples.studies;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hypnos.autodiff.DType;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.GaussianMixture;

/** The phases of reweighted wake-sleep on a mixture of normal distributions, by a program that branches (Le et al. 2019). */
final class MixtureStudy implements Study {
    static final int BATCH = 100;
    private static final int NEAR_SHARE = 5;

    /** Where theta begins, and how the guide learns. */
    private record Setting(String name, boolean near, ImmutableMap<String, String> options) {
        static Setting of(String name, boolean near, String insomnia, String defensive) {
            return new Setting(
                    name, near, ImmutableMap.of("particles", "20", "insomnia", insomnia, "defensive", defensive));
        }

        /** 1 for all, or 38, 36, ..., 0. */
        double[] start() {
            double[] theta = new double[GaussianMixture.COMPONENTS];
            Arrays.setAll(theta, c -> near ? 1 : 2 * (theta.length - 1 - c));
            return theta;
        }

        int steps(Scale scale) {
            return near ? Math.max(1, scale.steps() / NEAR_SHARE) : scale.steps();
        }

        @Override
        public String toString() {
            return name + (near ? " (near)" : " (far)");
        }
    }

    /** Before and after a training. */
    private record Result(MixtureFit before, MixtureFit after) {
        @Override
        public String toString() {
            return after.toString();
        }
    }

    private final Setting near = Setting.of("wake-wake", true, "1", "0");
    private final List<Setting> far = List.of(
            Setting.of("wake-wake", false, "1", "0"),
            Setting.of("wake-sleep", false, "0", "0"),
            Setting.of("defensive wake-wake", false, "1", "0.2"));

    @Override
    public String name() {
        return "mixture";
    }

    @Override
    public String question() {
        return "Which phases of RWS learn a mixture of 20 normal distributions, whose program branches on the component?";
    }

    @Override
    public int steps() {
        return 100_000;
    }

    @Override
    public int seeds() {
        return 3;
    }

    @Override
    public String run(Scale scale) {
        Map<Setting, List<Result>> ofNear = scale.each(List.of(near), (setting, seed) -> train(setting, seed, scale));
        Map<Setting, List<Result>> ofFar = scale.each(far, (setting, seed) -> train(setting, seed, scale));
        return recipe(scale) + nearTable(ofNear.get(near)) + farTable(ofFar) + GroupingSpeed.measure(scale.steps());
    }

    private static Result train(Setting setting, long seed, Scale scale) {
        int steps = setting.steps(scale);
        GaussianMixture mixture = new GaussianMixture(DType.FLOAT32, setting.start(), seed);
        MixtureFit before = MixtureFit.of(mixture);
        try (Training training = training(mixture, setting.options(), seed, steps, BATCH)) {
            for (int step = 0; step < steps; step++) {
                var unused = training.update();
            }
        }
        return new Result(before, MixtureFit.of(mixture));
    }

    /** A training on one thread, which sees each of its data once. */
    static Training training(
            GaussianMixture mixture, Map<String, String> options, long seed, int steps, int shardSize) {
        return new Training(
                Inference.installed().create("rws", mixture.programs(), options),
                mixture.programs(),
                GaussianMixture.truth(DType.FLOAT32).sample(seed, steps * BATCH),
                TrainingOptions.of(seed, BATCH).withThreads(1).withShardSize(shardSize));
    }

    private String recipe(Scale scale) {
        return String.format(
                Locale.ROOT,
                "The model of Le et al. 2019: component c = 0, ..., 19 has mean 10 c, standard deviation 5 and, in the data,"
                        + " weight (c + 5) / 290; the model's weights are softmax(theta / 2). The guide: tanh layers of 16 and"
                        + " 16 units on (x - 95) / 55. RWS with K = 20, %d data a step, drawn afresh for each training, none"
                        + " used twice; Adam at 0.001. Wake-wake is insomnia 1, wake-sleep insomnia 0, and the defence draws"
                        + " one particle in five (delta = 0.2) with all components equally probable. Figures are medians over"
                        + " seeds, with intervals that enclose the median of all seeds with probability %.0f %%. Error of p: the"
                        + " Euclidean distance of the weights from the true ones; of q: that of the guide's probabilities"
                        + " from the exact true posterior, in the mean over 100 draws of x.%n%n",
                BATCH,
                100 * MedianInterval.of(Collections.nCopies(scale.seeds(), 0.0)).confidence());
    }

    private String nearTable(List<Result> results) {
        Table table = new Table("error", "before", "after", "after / before");
        addErrors(table, "of p", results, MixtureFit::errorOfWeights);
        addErrors(table, "of q", results, MixtureFit::errorOfGuide);
        return "Near start, theta = 1 for all, wake-wake, a fifth of the steps:\n\n" + table + "\n";
    }

    private static void addErrors(Table table, String name, List<Result> results, ToDoubleFunction<MixtureFit> error) {
        table.add(
                name,
                median(results, result -> error.applyAsDouble(result.before())).text("%.4f"),
                median(results, result -> error.applyAsDouble(result.after())).text("%.4f"),
                median(results, result -> error.applyAsDouble(result.after()) / error.applyAsDouble(result.before()))
                        .text("%.3f"));
    }

    private static String farTable(Map<Setting, List<Result>> results) {
        Table table =
                new Table("algorithm", "error of p", "error of q", "components kept, by seed", "lost by some seed");
        results.forEach((setting, ofSeeds) -> table.add(
                setting.name(),
                median(ofSeeds, result -> result.after().errorOfWeights()).text("%.4f"),
                median(ofSeeds, result -> result.after().errorOfGuide()).text("%.4f"),
                ofSeeds.stream().map(result -> "" + result.after().kept()).collect(Collectors.joining(", ")),
                lost(ofSeeds)));
        return "Far start, theta = 38, 36, ..., 0, all steps. A component c is kept if the guide gives it, at x = 10 c, at least"
                + " half of the exact true posterior.\n\n" + table + "\n";
    }

    private static String lost(List<Result> results) {
        TreeSet<Integer> lost = new TreeSet<>();
        results.forEach(result -> lost.addAll(result.after().lost()));
        return lost.isEmpty() ? "none" : lost.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static MedianInterval median(List<Result> results, ToDoubleFunction<Result> figure) {
        return MedianInterval.of(results.stream().map(figure::applyAsDouble).toList());
    }
}
