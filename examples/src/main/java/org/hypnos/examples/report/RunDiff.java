package org.hypnos.examples.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What sets two runs apart.
 *
 * @param options of {@code train}
 * @param made versions, engine and data
 * @param metrics where their metrics part
 * @param digests where their parameters part
 * @param file the first file of tensors in which they differ, else the last that they share; absent if they share none
 * @param tensors what differs in it
 */
public record RunDiff(
        RunRecord left,
        RunRecord right,
        List<Disagreement> options,
        List<Disagreement> made,
        Optional<LineParting> metrics,
        Optional<LineParting> digests,
        Optional<Path> file,
        List<TensorParting> tensors) {

    /**
     * Compares what two runs wrote.
     *
     * @throws IOException if a file of tensors cannot be read
     */
    public static RunDiff of(RunRecord left, RunRecord right) throws IOException {
        List<Path> shared = sharedFiles(left, right);
        List<TensorParting> tensors = List.of();
        Path compared = null;
        for (int i = 0; i < shared.size() && tensors.isEmpty(); i++) {
            compared = shared.get(i);
            tensors = TensorParting.of(
                    left.folder().resolve(compared), right.folder().resolve(compared));
        }
        return new RunDiff(
                left,
                right,
                Disagreement.of(left.options(), right.options()),
                Disagreement.of(left.made(), right.made()),
                LineParting.ofMetrics(left, right),
                LineParting.ofDigests(left, right),
                Optional.ofNullable(compared),
                tensors);
    }

    /** Checkpoints of the same steps, the first ones first, then the final parameters if both ended at the same step. */
    private static List<Path> sharedFiles(RunRecord left, RunRecord right) throws IOException {
        List<Path> files = new ArrayList<>();
        Path checkpoints = left.folder().resolve("checkpoints");
        if (Files.isDirectory(checkpoints)) {
            try (Stream<Path> paths = Files.list(checkpoints)) {
                paths.map(left.folder()::relativize)
                        .filter(path -> path.getFileName().toString().matches("step-\\d+\\.safetensors"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        if (left.lastStep() == right.lastStep()) {
            files.add(Path.of("model.safetensors"));
        }
        files.removeIf(file -> !Files.isRegularFile(left.folder().resolve(file))
                || !Files.isRegularFile(right.folder().resolve(file)));
        return files;
    }

    /** Whether one run goes on where the other ends. */
    public boolean endsDiffer() {
        return left.lastStep() != right.lastStep();
    }

    /** Whether all that can be compared has the same bits, and something can. */
    public boolean same() {
        boolean anything = file.isPresent() || (left.lastStep() > 0 && right.lastStep() > 0);
        return anything && !endsDiffer() && metrics.isEmpty() && digests.isEmpty() && tensors.isEmpty();
    }

    /** The first step by which something of the two disagrees. */
    public Optional<Long> step() {
        return Stream.of(metrics, digests)
                .flatMap(Optional::stream)
                .map(LineParting::step)
                .min(Long::compare);
    }
}
