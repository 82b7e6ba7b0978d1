package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.evaluation.SamplingListener;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.run.EarlyStopping;
import org.hypnos.core.run.Measurement;
import org.hypnos.core.run.RunPlan;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;

/**
 * A training that stands before its first step: everything that can be wrong has been found.
 *
 * @param options all of them with values
 * @param measure of the images that it does not learn from; for bars, of all there are
 */
record Preparation(
        RunOptions options,
        ComputeOptions compute,
        ImageData images,
        Engine engine,
        Pair pair,
        Training training,
        NllMeasure measure) {
    static Preparation of(RunOptions options, ComputeOptions compute) {
        ImageData images = new ImageData(options.data, Binarize.named(options.binarize)).absolute();
        options.data = images.name();
        options.plugins = options.plugins == null
                ? null
                : options.plugins.toAbsolutePath().normalize();
        try {
            return of(options, compute, images);
        } catch (ArithmeticException e) {
            throw new Slip("--layers " + options.layers + ": too many units, or too many --epochs", e);
        } catch (IllegalArgumentException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    private static Preparation of(RunOptions options, ComputeOptions compute, ImageData images) {
        Recipe.begin(options, images.isBars());
        Engine engine = compute.engine();
        Inference inference = ComputeOptions.inference(options.plugins);
        Map<String, String> ofAlgorithm = algorithmOptions(options);
        checkOptions(options, inference.provider(options.algorithm), ofAlgorithm);
        EarlyStopping unused = earlyStopping(options).orElse(null);
        Dataset train = images.training(options.seed);
        Dataset valid = images.isBars() ? train : images.read(ImageData.Split.VALID);
        checkData(options, images, train, valid);
        Recipe.complete(options, images.isBars(), train);
        NetworkPlan plan =
                NetworkPlan.of(options.model, options.guide, options.latent, options.layers, ImageData.pixels(train));
        Pair pair = Networks.of(options.dataBiases ? plan.withBiasesFrom(train) : plan, options.seed);
        TrainingOptions choices = TrainingOptions.of(options.seed, options.batch)
                .withShardSize(options.shard)
                .withThreads(compute.threads)
                .withEngine(engine);
        Training training = new Training(
                inference.create(options.algorithm, pair.model(), pair.guide(), ofAlgorithm),
                pair.model(),
                pair.guide(),
                train,
                OptimizerChoice.of(options.optimizer, Schedule.parse(options.lr))
                        .withGroups(options.lrOf)
                        .in(choices, pair));
        NllMeasure measure = new NllMeasure(
                pair, valid, "valid", images.isBars() && plan.enumerable(), options.seed, engine, compute.threads);
        return new Preparation(options, compute, images, engine, pair, training, measure);
    }

    private static Map<String, String> algorithmOptions(RunOptions options) {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "particles", options.particles);
        put(given, "insomnia", options.insomnia);
        put(given, "sleepParticles", options.sleepParticles);
        put(given, "samples", options.samples);
        given.putAll(options.option);
        return given;
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private static void checkOptions(RunOptions options, InferenceProvider provider, Map<String, String> given) {
        try {
            Options unused = provider.options().parse(given);
        } catch (IllegalArgumentException e) {
            throw new Slip("--algorithm " + options.algorithm + ": " + e.getMessage(), e);
        }
    }

    private static void checkData(RunOptions options, ImageData images, Dataset train, Dataset valid) {
        int visible = ImageData.pixels(train);
        if (ImageData.pixels(valid) != visible) {
            throw new Slip("--data " + options.data + ": training images have " + visible
                    + " pixels, validation images " + ImageData.pixels(valid));
        }
        if (!images.isBars() && options.batch > train.size()) {
            throw new Slip("--batch " + options.batch + ": there are only " + train.size() + " images");
        }
    }

    /** Early stopping where it is asked for, as {@code split,metric}. */
    static Optional<EarlyStopping> earlyStopping(RunOptions options) {
        if (options.earlyStopping == null) {
            return Optional.empty();
        }
        String[] parts = options.earlyStopping.split(",", -1);
        if (parts.length != 2) {
            throw new Slip("--early-stopping " + options.earlyStopping + ": expected a split and a metric: valid,nll");
        }
        EarlyStopping stopping = new EarlyStopping(parts[0], parts[1], options.patience);
        if (!options.earlyStopping.equals("valid,nll")) {
            throw new Slip("--early-stopping " + options.earlyStopping
                    + ": while training only the NLL of the validation split is measured: valid,nll");
        }
        if (Long.valueOf(0).equals(options.evalEvery)) {
            throw new Slip("--early-stopping needs measurements, and --eval-every 0 has none");
        }
        return Optional.of(stopping);
    }

    ImmutableList<Parameter> parameters() {
        return ImmutableList.copyOf(
                Iterables.concat(pair.model().parameters(), pair.guide().parameters()));
    }

    RunPlan plan(Optional<Duration> most) {
        return new RunPlan(options.steps, most, options.checkpointEvery, options.evalEvery);
    }

    /** What is measured while training goes on. */
    Measurement whileTraining() {
        return steps -> ImmutableList.of(measure.byDraws(steps, options.curveSamples, SamplingListener.NONE)
                .score());
    }

    /** What {@code config.json} says beside the options. */
    JsonObject made() {
        JsonObject made = new JsonObject();
        made.addProperty("version", Hypnos.VERSION);
        made.addProperty("jdk", Runtime.version().toString());
        made.addProperty("engine", engine.name());
        made.addProperty("threads", compute.threads);
        made.addProperty("pixels", measure.data().values().get("x").shape().dim(1));
        JsonObject digests = new JsonObject();
        images.digests().forEach(digests::addProperty);
        made.add("data_sha256", digests);
        return made;
    }
}
