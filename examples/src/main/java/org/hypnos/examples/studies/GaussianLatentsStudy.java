package org.hypnos.examples.studies;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.io.Digits;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.GaussianLatents;
import org.hypnos.examples.GaussianLatents.Covariance;

/** Real causes of digits, learned by wake-sleep and reweighted wake-sleep with guides of either covariance. */
final class GaussianLatentsStudy implements Study {
    private static final int BATCH = 100;
    private static final int SAMPLES = 200;
    private static final int CAUSES = 20;

    /** A guide's covariance, and how it learns. */
    private record Setting(Covariance covariance, String algorithm, ImmutableMap<String, String> options) {
        @Override
        public String toString() {
            return algorithm + " " + options + ", " + covariance.name().toLowerCase(Locale.ROOT) + " covariance";
        }
    }

    @Override
    public String name() {
        return "gaussian-latents";
    }

    @Override
    public String question() {
        return "Do WS and RWS learn digits with Gaussian latents, by guides with diagonal and with full covariance?";
    }

    @Override
    public int steps() {
        return 3_000;
    }

    @Override
    public int seeds() {
        return 3;
    }

    @Override
    public String run(Scale scale) {
        List<Setting> settings = new ArrayList<>();
        for (Covariance covariance : Covariance.values()) {
            settings.add(new Setting(covariance, "ws", ImmutableMap.of("samples", "1")));
            settings.add(new Setting(covariance, "ws", ImmutableMap.of("samples", "5")));
            settings.add(new Setting(
                    covariance, "rws", ImmutableMap.of("particles", "5", "insomnia", "0.5", "sleepParticles", "5")));
        }
        Dataset train = Digits.of(1, Digits.Split.TRAIN).binary();
        Dataset test = Digits.of(1, Digits.Split.TEST).binary();
        Map<Setting, List<ImportanceNll>> results = scale.each(settings, (setting, seed) -> {
            Programs programs = train(setting, train, seed, scale.steps());
            return ImportanceNll.of(new ImportanceSampling(
                    programs.model(), programs.guide(), test, SAMPLES, seed, Engine.fastest(), 1));
        });
        Table table = new Table(
                "algorithm",
                "guide's covariance",
                "NLL of test images, by seed, +- 95 % over images",
                "estimated bias");
        results.forEach((setting, ofSeeds) -> table.add(
                setting.algorithm() + " " + setting.options(),
                setting.covariance().name().toLowerCase(Locale.ROOT),
                String.join(
                        ", ", ofSeeds.stream().map(GaussianLatentsStudy::text).toList()),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        ofSeeds.stream()
                                .mapToDouble(ImportanceNll::estimatedBias)
                                .max()
                                .orElseThrow())));
        return recipe(scale)
                + table
                + String.format(
                        Locale.ROOT,
                        "%nPixels independent of each other, each as often on as in training: %.2f.%n",
                        GaussianLatents.independentNll(train, test));
    }

    private static String text(ImportanceNll nll) {
        return String.format(
                Locale.ROOT, "%.2f +- %.2f", nll.nats(), nll.overData().halfWidth());
    }

    private static String recipe(Scale scale) {
        return String.format(
                Locale.ROOT,
                "Generated digits in black and white (`Digits.of(1, ...)`); 20 latents z ~ N(0, I), one tanh layer of 200 units"
                        + " from z to the pixels' logits, and one from the pixels to z's mean and covariance. %d steps of Adam"
                        + " at 0.001, %d images each. NLL: estimated by importance with %d draws an image, in nats; in"
                        + " expectation an upper bound.%n%n",
                scale.steps(),
                BATCH,
                SAMPLES);
    }

    private static Programs train(Setting setting, Dataset data, long seed, int steps) {
        Programs programs = GaussianLatents.of(setting.covariance(), CAUSES, seed);
        var algorithm = Inference.installed().create(setting.algorithm(), programs, setting.options());
        TrainingOptions options = TrainingOptions.of(seed, BATCH).withThreads(1);
        try (Training training = new Training(algorithm, programs, data, options)) {
            for (int step = 0; step < steps; step++) {
                var unused = training.update();
            }
        }
        return programs;
    }
}
