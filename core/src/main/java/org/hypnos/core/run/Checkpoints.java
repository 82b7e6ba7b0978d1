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
 * @param kept how many of the last ones stay
 */
public record Checkpoints(Path folder, int kept) {
    private static final String LAST = "step";
    private static final String BEST = "best";

    public Checkpoints {
        checkArgument(kept >= 1, "at least 1 checkpoint must be kept, found %s", kept);
    }

    /** Writes {@code checkpoint} and then forgets the oldest; those of later steps, which are damaged, count for none. */
    @CanIgnoreReturnValue
    public Path save(Checkpoint checkpoint) throws IOException {
        return save(LAST, checkpoint);
    }

    /** The same for the best one so far; a run that goes on from an earlier step may need one before it again. */
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

    /** Where the best one stands, if it was best after {@code step} steps. */
    public Path best(long step) {
        return file(BEST, step);
    }

    /** The newest one that is whole; {@code warnings} hears of those that are not. */
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
