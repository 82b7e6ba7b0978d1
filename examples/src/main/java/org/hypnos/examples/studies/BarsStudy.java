package org.hypnos.examples.studies;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;

/** Wake-sleep and the phases of reweighted wake-sleep on bars, by the recipe of {@code ./run train}. */
final class BarsStudy implements Study {
    private static final int BATCH = 100;
    private static final double RATE = 0.02;
    private static final int HIDDEN = 15;

    /** An algorithm and its options. */
    private record Setting(String name, String algorithm, ImmutableMap<String, String> options) {
        static Setting ws(int samples) {
            return new Setting(
                    "WS, " + samples + (samples == 1 ? " draw" : " draws"),
                    "ws",
                    ImmutableMap.of("samples", "" + samples));
        }

        static Setting rws(int particles, String insomnia, String phases) {
            return new Setting(
                    "RWS, K = " + particles + ", " + phases,
                    "rws",
                    ImmutableMap.of("particles", "" + particles, "insomnia", insomnia));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** How RWS teaches its guide with one number of particles. */
    private record Phases(Setting wake, Setting sleep, Setting both) {
        static Phases of(int particles) {
            return new Phases(
                    Setting.rws(particles, "1", "wake only"),
                    Setting.rws(particles, "0", "sleep only"),
                    Setting.rws(particles, "0.5", "both"));
        }

        List<Setting> all() {
            return List.of(wake, sleep, both);
        }
    }

    private final Setting ws = Setting.ws(1);
    private final Setting wsOfMoreDraws = Setting.ws(10);
    private final List<Phases> reweighted = List.of(Phases.of(5), Phases.of(10));
    private final Dataset bars = Bars.fiveByFive();

    @Override
    public String name() {
        return "bars";
    }

    @Override
    public String question() {
        return "How well do WS and RWS, by either phase or both, learn bars in equally many steps?";
    }

    @Override
    public int steps() {
        return 10_000;
    }

    @Override
    public int seeds() {
        return 10;
    }

    @Override
    public String run(Scale scale) {
        List<Setting> settings = new ArrayList<>(List.of(ws, wsOfMoreDraws));
        reweighted.forEach(phases -> settings.addAll(phases.all()));
        Map<Setting, List<Double>> nats = scale.each(settings, (setting, seed) -> nats(setting, seed, scale.steps()));
        return recipe(scale) + table(nats) + findings(nats);
    }

    /** The exact NLL after training. */
    private double nats(Setting setting, long seed, int steps) {
        Pair pair = Networks.of(NetworkPlan.sigmoidBelief(25, List.of(HIDDEN)), seed);
        TrainingOptions options = TrainingOptions.of(seed, BATCH)
                .withThreads(1)
                .withOptimizer(Optimizer.adam(RATE).withRate(Schedule.cosine(RATE, steps)));
        var algorithm =
                Inference.installed().create(setting.algorithm(), pair.model(), pair.guide(), setting.options());
        try (Training training = new Training(algorithm, pair.model(), pair.guide(), bars, options)) {
            for (int step = 0; step < steps; step++) {
                var unused = training.update();
            }
        }
        return ExactNll.of(pair.model(), bars, Engine.fastest(), 1).nats();
    }

    private static String recipe(Scale scale) {
        return String.format(
                Locale.ROOT,
                "Each training: a sigmoid belief network of 25 pixels and %d hidden units, biases of hidden units -2, %d steps"
                        + " of Adam at a rate that falls from %s to 0 by a cosine, %d images a step. As many dreams as"
                        + " particles. A seed gives all settings the same initial weights. NLL: exact, in nats, by adding up"
                        + " all causes of all images.%n%n",
                HIDDEN,
                scale.steps(),
                RATE,
                BATCH);
    }

    private String table(Map<Setting, List<Double>> nats) {
        double confidence = MedianInterval.of(nats.get(ws)).confidence();
        Table table = new Table(
                "setting",
                String.format(Locale.ROOT, "median NLL (%.1f %% interval)", 100 * confidence),
                "best",
                "worst");
        nats.forEach((setting, trials) -> {
            MedianInterval interval = MedianInterval.of(trials);
            table.add(setting.name(), interval.text("%.4f"), number(interval.least()), number(interval.greatest()));
        });
        return table
                + String.format(
                        Locale.ROOT,
                        "%nThe best possible NLL, the entropy of the images, is %.4f; the best training ended at %.4f.%n%n",
                        Bars.entropy(bars),
                        nats.values().stream()
                                .flatMap(List::stream)
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElseThrow());
    }

    /** Differences seed by seed, of which an interval that leaves out zero tells an order. */
    private String findings(Map<Setting, List<Double>> nats) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Phases phases : reweighted) {
            phases.all().forEach(setting -> comparisons.add(Comparison.of(nats, ws, setting)));
            comparisons.add(Comparison.of(nats, phases.wake(), phases.both()));
            comparisons.add(Comparison.of(nats, phases.sleep(), phases.both()));
        }
        comparisons.add(Comparison.of(nats, ws, wsOfMoreDraws));
        Table table = new Table("A", "B", "median of NLL(A) - NLL(B) (interval)", "better");
        comparisons.forEach(row ->
                table.add(row.a().name(), row.b().name(), row.difference().text("%+.4f"), row.better()));
        long against =
                comparisons.stream().filter(row -> row.better().equals("A")).count();
        return "Differences seed by seed. WS is expected to be worst, and RWS by both phases to be at least as good as by either"
                + " alone, so that A is better nowhere. "
                + (against == 0 ? "So it is" : "A is better in rows: " + against)
                + ".\n\n" + table;
    }

    /** How two settings differ, seed by seed. */
    private record Comparison(Setting a, Setting b, MedianInterval difference) {
        static Comparison of(Map<Setting, List<Double>> nats, Setting a, Setting b) {
            List<Double> differences = new ArrayList<>();
            for (int i = 0; i < nats.get(a).size(); i++) {
                differences.add(nats.get(a).get(i) - nats.get(b).get(i));
            }
            return new Comparison(a, b, MedianInterval.of(differences));
        }

        String better() {
            boolean certain = difference.confidence() >= 0.95;
            return certain && difference.low() > 0 ? "B" : certain && difference.high() < 0 ? "A" : "neither for sure";
        }
    }

    private static String number(double nats) {
        return String.format(Locale.ROOT, "%.4f", nats);
    }
}
