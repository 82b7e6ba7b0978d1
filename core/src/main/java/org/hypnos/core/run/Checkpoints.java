package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: the last ones, and the best.
 *
 * @param folder where they stand, each in a file named after its step
 * @param kept how many of the last ones stay, and how many that were best
 */
public record Checkpoints(Path folder, int kept) {
    private static final String LAST = "step";
    private static final String BEST = "best";

    /**
     * Refuses to keep none.
     *
     * @param folder made when it is needed
     * @param kept at least 1
     */
    public Checkpoints {
        checkArgument(kept >= 1, "at least 1 checkpoint must be kept, found %s", kept);
    }

    /**
     * Writes {@code checkpoint} and then deletes the oldest; those of later steps, which are damaged, do not count.
     *
     * @param checkpoint the newest of the run
     * @return the file it stands in
     * @throws IOException if it cannot be written, or an old one cannot be deleted
     */
    @CanIgnoreReturnValue
    public Path save(Checkpoint checkpoint) throws IOException {
        return save(LAST, checkpoint);
    }

    /**
     * Writes {@code checkpoint} as the best so far, and then deletes the oldest of these. Some stay, because a run that
     * goes on from an earlier step may need one of them again.
     *
     * @param checkpoint better than those before it
     * @throws IOException as for {@link #save}
     */
    public void saveBest(Checkpoint checkpoint) throws IOException {
        save(BEST, checkpoint);
    }

    @CanIgnoreReturnValue
    private Path save(String kind, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        Path file = file(kind, checkpoint.training().step());
        checkpoint.write(file);
        ImmutableList<Path> files = newestFirst(kind);
        for (Path old : Iterables.skip(files, files.indexOf(file) + kept)) {
            Files.delete(old);
        }
        return file;
    }

    private Path file(String kind, long step) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%012d.safetensors", kind, step));
    }

    /**
     * {@return where the best one stands, if it was best after {@code step} steps}
     *
     * @param step such as {@link EarlyStopping#bestStep}
     */
    public Path best(long step) {
        return file(BEST, step);
    }

    /**
     * {@return the newest of the last ones that is whole; empty if none is}
     *
     * @param warnings hears of those that are not, and what becomes of the run
     * @throws IOException if the folder cannot be listed
     */
    public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
        ImmutableList<Path> files = newestFirst(LAST);
        for (Path file : files) {
            try {
                return Optional.of(Checkpoint.read(file));
            } catch (IOException e) {
                boolean oldest = file.equals(files.get(files.size() - 1));
                warnings.accept(e.getMessage()
                        + (oldest
                                ? "; there is no checkpoint before it, and the run begins again"
                                : "; the checkpoint before it is used"));
            }
        }
        return Optional.empty();
    }

    private ImmutableList<Path> newestFirst(String kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return ImmutableList.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(kind + "-\\d{12,}\\.safetensors"))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .collect(toImmutableList());
        }
    }
}
