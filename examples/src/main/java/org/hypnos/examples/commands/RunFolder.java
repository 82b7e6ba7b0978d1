package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.io.AtomicFile;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;

/** What a training leaves behind: {@code config.json} and {@code model.safetensors}. */
record RunFolder(Path path) {
    private static final Path RUNS = Path.of("runs");
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    /** What is needed to build the programs again, and what they were trained by. */
    record Config(
            String model,
            int visible,
            List<Integer> layers,
            String data,
            String algorithm,
            Map<String, String> options,
            long seed,
            int batch,
            int shard,
            long steps,
            String optimizer,
            String rate,
            String version,
            @Nullable String guide,
            @Nullable String latent) {
        /** The options of the command line that the algorithm's options have of their own. */
        private static final Map<String, String> OWN_NAMES = Map.of(
                "particles", "--particles",
                "insomnia", "--insomnia",
                "sleepParticles", "--sleep-particles",
                "samples", "--samples");

        /** The network, whose parameters may begin anywhere; without its kinds, as runs of old are, of sigmoid belief. */
        NetworkPlan plan() {
            return NetworkPlan.of(
                    model, guide == null ? "sbn" : guide, latent == null ? "binary" : latent, layers, visible);
        }

        /** The command that this run stands for. */
        String recipe() {
            StringBuilder text = new StringBuilder("train --data " + data);
            text.append(" --model ").append(model).append(" --guide ").append(guide);
            text.append(" --latent ").append(latent).append(" --layers ");
            text.append(layers.stream().map(String::valueOf).collect(Collectors.joining(",")));
            text.append(" --algorithm ").append(algorithm);
            options.forEach((name, value) -> text.append(' ')
                    .append(OWN_NAMES.containsKey(name) ? OWN_NAMES.get(name) + " " : "--option " + name + "=")
                    .append(value));
            text.append(" --batch ").append(batch).append(" --optimizer ").append(optimizer);
            text.append(" --lr ").append(rate(rate));
            return text.append(" --steps ")
                    .append(steps)
                    .append(" --seed ")
                    .append(seed)
                    .toString();
        }

        /** A number stays one; a schedule with characters that a shell would read otherwise stands in quotes. */
        private static String rate(String schedule) {
            return schedule.matches("[\\d.E-]+")
                    ? schedule + " --schedule constant"
                    : schedule.matches("[\\w.:@,-]+") ? schedule : "'" + schedule + "'";
        }
    }

    /**
     * A folder that one training has to itself: at {@code chosen}, or a new one in {@code runs}. What a training that fails
     * leaves empty is taken away.
     */
    static Claim claim(@Nullable Path chosen, String name) {
        if (chosen != null) {
            return Claim.of(chosen);
        }
        for (int number = 1; ; number++) {
            Path next = RUNS.resolve(name + "-" + number);
            Claim claim = Files.exists(next) ? null : Claim.attempt(next);
            if (claim != null) {
                return claim;
            }
        }
    }

    boolean holdsRun() {
        return Files.exists(config()) || Files.exists(parameters());
    }

    /** The run at {@code chosen}, or the newest one in {@code runs}. */
    static RunFolder open(@Nullable Path chosen) {
        RunFolder run = new RunFolder(chosen == null ? newest() : chosen);
        if (!Files.isRegularFile(run.config())) {
            throw new Slip(run.path + ": no run is there (config.json is missing); name the folder that 'train' wrote");
        }
        return run;
    }

    private static Path newest() {
        if (Files.isDirectory(RUNS)) {
            try (Stream<Path> runs = Files.list(RUNS)) {
                return runs.filter(run -> Files.isRegularFile(run.resolve("config.json")))
                        .max(Comparator.comparing(
                                run -> run.resolve("config.json").toFile().lastModified()))
                        .orElseThrow(() -> new Slip("there is no run in " + RUNS + "; name one, or train first"));
            } catch (IOException e) {
                throw new Slip(RUNS + ": " + e.getMessage(), e);
            }
        }
        throw new Slip("there is no folder '" + RUNS + "' here; name a run, or train first");
    }

    private Path config() {
        return path.resolve("config.json");
    }

    private Path parameters() {
        return path.resolve("model.safetensors");
    }

    void write(Config config, Pair pair) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (ParameterStore store : stores(pair)) {
            store.forEach(parameter -> tensors.put(parameter.name(), parameter.value()));
        }
        SafeTensors.write(parameters(), tensors);
        byte[] text = (JSON.toJson(config) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(config(), out -> out.write(text));
    }

    Config readConfig() {
        try {
            Config config = JSON.fromJson(Files.readString(config()), Config.class);
            if (config == null || config.layers() == null || config.data() == null) {
                throw new Slip(config() + ": the file lacks what a run needs");
            }
            return config;
        } catch (IOException | JsonParseException e) {
            throw new Slip(config() + ": " + e.getMessage(), e);
        }
    }

    /** The trained programs, which {@code config} describes. */
    Pair readPrograms(Config config) {
        Pair pair = Networks.of(plan(config), config.seed());
        try {
            ImmutableMap<String, Tensor> tensors = SafeTensors.read(parameters());
            for (ParameterStore store : stores(pair)) {
                for (Parameter parameter : store) {
                    Tensor value = tensors.get(parameter.name());
                    if (value == null) {
                        throw new Slip(parameters() + ": parameter '" + parameter.name() + "' is missing");
                    }
                    parameter.set(value);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Slip(e.getMessage(), e);
        }
        return pair;
    }

    private NetworkPlan plan(Config config) {
        try {
            return config.plan();
        } catch (IllegalArgumentException e) {
            throw new Slip(config() + ": " + e.getMessage(), e);
        }
    }

    private static List<ParameterStore> stores(Pair pair) {
        return List.of(pair.model().parameters(), pair.guide().parameters());
    }
}
