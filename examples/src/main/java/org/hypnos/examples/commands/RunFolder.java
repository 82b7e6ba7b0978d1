package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.core.run.Checkpoint;
import org.hypnos.core.run.RunFiles;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;

/** The folder of a run that has begun. */
record RunFolder(Path path) {
    /** Where runs stand whose folder nobody named. */
    static final Path RUNS = Path.of("runs");

    /** What is needed to build the programs again, and to find their data. */
    record Config(NetworkPlan plan, long seed, String data, Binarize binarize) {
        int visible() {
            return plan.visible();
        }
    }

    /** The run at {@code chosen}, or the newest one in {@code runs}. */
    static RunFolder open(@Nullable Path chosen) {
        RunFolder run = new RunFolder(chosen == null ? newest() : chosen);
        RunChoice.requireRun(run.path);
        return run;
    }

    private static Path newest() {
        if (Files.isDirectory(RUNS)) {
            try (Stream<Path> runs = Files.list(RUNS)) {
                return runs.filter(RunChoice::isRun)
                        .max(Comparator.comparing(
                                run -> new RunFiles(run).config().toFile().lastModified()))
                        .orElseThrow(() -> new Slip("there is no run in " + RUNS + "; name one, or train first"));
            } catch (IOException e) {
                throw new Slip(RUNS + ": " + e.getMessage(), e);
            }
        }
        throw new Slip("there is no folder '" + RUNS + "' here; name a run, or train first");
    }

    RunFiles files() {
        return new RunFiles(path);
    }

    RunConfig config() {
        return RunConfig.read(files().config());
    }

    RunOptions options() {
        return OptionsJson.read(config().options(), files().config().toString());
    }

    Config readConfig() {
        RunOptions options = options();
        JsonElement pixels = config().made().get("pixels");
        try {
            int visible = pixels.getAsBigDecimal().intValueExact();
            NetworkPlan plan = NetworkPlan.of(options.model, options.guide, options.latent, options.layers, visible);
            return new Config(plan, options.seed, options.data, Binarize.named(options.binarize));
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException | IllegalStateException e) {
            throw new Slip(files().config() + ": the network cannot be told from it: " + e.getMessage(), e);
        }
    }

    /** How many steps its checkpoints know; 0 without any. */
    long stepsTaken() throws IOException {
        return files().checkpoints(1)
                .newest(warning -> {}) // told by those who go on from it
                .map(checkpoint -> checkpoint.training().step())
                .orElse(0L);
    }

    /** Refuses to go on when the data are not those that the run began with. */
    void requireSameData(Preparation prepared) {
        JsonObject now = prepared.made().getAsJsonObject("data_sha256");
        JsonElement then = config().made().get("data_sha256");
        if (!now.equals(then)) {
            throw new Slip(path + ": the data are not those that it began with: in " + prepared.options().data + " "
                    + String.join(", ", changed(now, then)) + " changed; put them back, or train anew");
        }
    }

    /** The files whose digests differ. */
    private static List<String> changed(JsonObject now, @Nullable JsonElement then) {
        JsonObject before = then instanceof JsonObject object ? object : new JsonObject();
        return Stream.concat(now.keySet().stream(), before.keySet().stream())
                .distinct()
                .filter(file -> !Objects.equals(now.get(file), before.get(file)))
                .toList();
    }

    /** The trained programs, which {@code config} describes; of a run that is not over, as its newest checkpoint has them. */
    Pair readPrograms(Config config) {
        Pair pair = Networks.of(config.plan(), config.seed());
        ImmutableMap<String, Tensor> tensors = parameters();
        try {
            for (ParameterStore store :
                    List.of(pair.model().parameters(), pair.guide().parameters())) {
                for (Parameter parameter : store) {
                    Tensor value = tensors.get(parameter.name());
                    if (value == null) {
                        throw new Slip(path + ": parameter '" + parameter.name() + "' is missing");
                    }
                    parameter.set(value);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Slip(path + ": " + e.getMessage(), e);
        }
        return pair;
    }

    private ImmutableMap<String, Tensor> parameters() {
        try {
            if (Files.exists(files().model())) {
                return SafeTensors.read(files().model());
            }
            Optional<Checkpoint> newest =
                    files().checkpoints(1).newest(warning -> System.err.println("hypnos: warning: " + warning));
            return newest.orElseThrow(() -> new Slip(path + ": the run has neither model.safetensors nor a checkpoint"
                            + " yet; go on with './run resume " + path + "'"))
                    .training()
                    .parameters();
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }
}
