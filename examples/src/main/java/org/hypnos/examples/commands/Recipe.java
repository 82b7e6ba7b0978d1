package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.TrainingOptions;

/** What becomes of options that were not given: for bars a recipe that is known to learn them, else usual values. */
final class Recipe {
    private static final int MOST_BATCH = 1_000_000;
    private static final long MEASUREMENTS = 20;
    private static final Set<String> DERIVED = Set.of("shard", "eval-every");

    private final RunOptions options;
    private final boolean bars;

    private Recipe(RunOptions options, boolean bars) {
        this.options = options;
        this.bars = bars;
    }

    /** Gives every option of {@code options} a value that it has none of, for training on {@code train}. */
    static void complete(RunOptions options, boolean bars, Dataset train) {
        Recipe recipe = new Recipe(options, bars);
        recipe.steps(train);
        recipe.rate();
        if (options.evalEvery == null) {
            long epoch = bars ? 1 : train.stepsPerEpoch(options.batch);
            options.evalEvery = Math.max(epoch, options.steps / MEASUREMENTS);
        }
    }

    /** The same for the options that need no data. */
    static void begin(RunOptions options, boolean bars) {
        require(
                options.batch >= 1 && options.batch <= MOST_BATCH,
                "--batch must be at least 1 and at most " + MOST_BATCH);
        require(options.evalSamples >= 2, "--eval-samples must be at least 2");
        require(options.curveSamples >= 2, "--curve-samples must be at least 2");
        require(
                options.steps == null || options.epochs == null,
                "--steps and --epochs contradict each other; give one");
        require(options.checkpointEvery >= 1, "--checkpoint-every must be at least 1");
        require(options.keep >= 1, "--keep must be at least 1");
        require(options.logEvery >= 0, "--log-every may not be negative");
        require(options.histogramsEvery >= 0, "--histograms-every may not be negative");
        require(options.evalEvery == null || options.evalEvery >= 0, "--eval-every may not be negative");
        require(options.shard == null || options.shard >= 1, "--shard must be at least 1");
        new Recipe(options, bars).begin();
    }

    private void begin() {
        if (options.layers == null) {
            options.layers = bars ? List.of(15) : List.of(200, 200, 10);
        }
        for (int size : options.layers) {
            require(size >= 1, "--layers " + options.layers + ": a layer needs at least 1 unit, found " + size);
        }
        if (bars && options.algorithm.equals("rws")) {
            options.particles = options.particles == null ? "10" : options.particles;
            options.insomnia = options.insomnia == null ? "0.5" : options.insomnia;
            options.sleepParticles = options.sleepParticles == null ? "10" : options.sleepParticles;
        }
        if (options.shard == null) {
            options.shard = TrainingOptions.defaultShardSize(options.batch);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Slip(otherwise);
        }
    }

    private void steps(Dataset train) {
        if (options.steps == null) {
            options.steps = bars && options.epochs == null
                    ? 10_000L
                    : Math.multiplyExact(
                            train.stepsPerEpoch(options.batch), (long) (options.epochs == null ? 10 : options.epochs));
            options.epochs = null;
        }
        require(options.steps >= 1, "there is nothing to do: --steps or --epochs must be at least 1");
    }

    /** What was given; a number falls along a cosine. */
    private void rate() {
        Schedule given = Schedule.parse(options.lr != null ? options.lr : bars ? "0.02" : "0.005");
        require(given.least() >= 0 && given.most() > 0, "--lr " + options.lr + ": a rate must be positive");
        boolean number = given.least() == given.most();
        String schedule = options.schedule != null ? options.schedule : number ? "cosine" : "constant";
        options.lr = switch (schedule) {
            case "constant" -> given.toString();
            case "cosine" -> {
                require(number, "--schedule cosine and --lr " + options.lr + " contradict each other");
                yield Schedule.cosine(given.most(), options.steps).toString();
            }
            default -> throw new Slip("--schedule " + schedule + ": there are constant and cosine; others go to --lr");
        };
        options.schedule = "constant";
    }

    /** The command that {@code options} stand for. */
    static String command(RunOptions options) {
        JsonObject usual = OptionsJson.of(new RunOptions());
        StringBuilder text = new StringBuilder("train");
        for (Map.Entry<String, JsonElement> entry : OptionsJson.of(options).entrySet()) {
            String name = entry.getKey();
            if (entry.getValue() instanceof JsonObject map) {
                map.entrySet()
                        .forEach(one -> append(
                                text, name, one.getKey() + "=" + one.getValue().getAsString()));
            } else if (entry.getValue() instanceof JsonArray list) {
                list.forEach(one -> append(text, name, one.getAsString()));
            } else if (!entry.getValue().equals(usual.get(name)) && !DERIVED.contains(name)) {
                append(text, name, entry.getValue().getAsString());
            }
        }
        return text.toString();
    }

    /** What a shell would read otherwise stands in quotes. */
    private static void append(StringBuilder text, String name, String value) {
        text.append(" --").append(name);
        if (!value.equals("true")) {
            text.append(' ').append(value.matches("[\\w./:@,=+-]+") ? value : "'" + value.replace("'", "'\\''") + "'");
        }
    }
}
