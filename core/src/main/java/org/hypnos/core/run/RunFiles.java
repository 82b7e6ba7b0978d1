package org.hypnos.core.run;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run leaves behind, and where each part stands.
 *
 * @param path the run's folder
 */
public record RunFiles(Path path) {
    /** {@return the file with all options, and what made the run} */
    public Path config() {
        return path.resolve("config.json");
    }

    /** {@return the file with figures by step, equal to the byte for equal runs} */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** {@return the file that tells how long steps took, which differs from run to run} */
    public Path timings() {
        return path.resolve("timings.jsonl");
    }

    /** {@return the file with figures, histograms and pictures for TensorBoard} */
    public Path events() {
        return path.resolve("events.out.tfevents.hypnos");
    }

    /**
     * {@return the checkpoints in a folder of their own}
     *
     * @param kept how many of the last ones stay; at least 1
     */
    public Checkpoints checkpoints(int kept) {
        return new Checkpoints(checkpointFolder(), kept);
    }

    private Path checkpointFolder() {
        return path.resolve("checkpoints");
    }

    /** {@return the file with the trained parameters; there once the run is over} */
    public Path model() {
        return path.resolve("model.safetensors");
    }

    /** {@return the file with the run's report, a page for browsers} */
    public Path report() {
        return path.resolve("report.html");
    }

    /**
     * {@return the file with the picture {@code name}}
     *
     * @param name such as {@code filters}, without {@code .png}
     */
    public Path picture(String name) {
        return path.resolve(name + ".png");
    }

    /** {@return whether a run has begun here} */
    public boolean holdsRun() {
        return Files.exists(config()) || Files.exists(model()) || Files.exists(checkpointFolder());
    }
}
