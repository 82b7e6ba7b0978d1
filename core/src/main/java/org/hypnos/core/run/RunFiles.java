package org.hypnos.core.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a run leaves behind, and where each part stands. */
public record RunFiles(Path path) {
    /** All options, and what made the run. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** Figures by step, equal to the byte for equal runs. */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** How long steps took, which differs from run to run. */
    public Path timings() {
        return path.resolve("timings.jsonl");
    }

    /** The same figures, histograms and pictures for TensorBoard. */
    public Path events() {
        return path.resolve("events.out.tfevents.hypnos");
    }

    public Checkpoints checkpoints(int kept) {
        return new Checkpoints(checkpointFolder(), kept);
    }

    private Path checkpointFolder() {
        return path.resolve("checkpoints");
    }

    /** The trained parameters; there once the run is over. */
    public Path model() {
        return path.resolve("model.safetensors");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path picture(String name) {
        return path.resolve(name + ".png");
    }

    /** Whether a run has begun here. */
    public boolean holdsRun() {
        return Files.exists(config()) || Files.exists(model()) || Files.exists(checkpointFolder());
    }
}
