package org.hypnos.examples.commands;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hypnos.core.io.FileFault;
import org.hypnos.core.run.RunFiles;
import org.hypnos.core.run.RunLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one process has to itself, by a lock on a file in it. At its end the lock goes, and so do the folders that
 * were made for it and hold nothing else. A program that is told to stop keeps the lock until it has ended, because it may
 * still write a checkpoint.
 */
final class Claim implements AutoCloseable {
    private final Path folder;
    private final Deque<Path> made; // the deepest one first
    private final RunLock lock;
    private final Thread atExit = new Thread(this::tidy);

    private Claim(Path folder, Deque<Path> made, RunLock lock) {
        this.folder = folder;
        this.made = made;
        this.lock = lock;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * A folder for a new run: {@code chosen}, or a new one in {@code runs}; a {@link Slip} if that cannot be, so that hours
     * of training are not lost.
     */
    static Claim ofNew(@Nullable Path chosen, String name) {
        if (chosen != null) {
            Claim claim = of(chosen, "--out ");
            if (claim.files().holdsRun()) {
                claim.close();
                throw new Slip("--out " + chosen + ": it already holds a run; name another"
                        + " folder, or go on with './run resume " + chosen + "'");
            }
            return claim;
        }
        for (int number = 1; ; number++) {
            Path next = RunFolder.RUNS.resolve(name + "-" + number);
            Optional<Claim> claim = Files.exists(next) ? Optional.empty() : take(next, "--out ");
            if (claim.isPresent()) {
                return claim.get();
            }
        }
    }

    /** The folder of a run, to go on with it. */
    static Claim of(Path folder) {
        return of(folder, "");
    }

    private static Claim of(Path folder, String option) {
        return take(folder, option)
                .orElseThrow(() -> new Slip(option + folder + ": another training has this folder: "
                        + RunLock.owner(folder) + "; wait for it, or stop it"));
    }

    /** Empty if another training has the folder. */
    private static Optional<Claim> take(Path folder, String option) {
        Deque<Path> made = new ArrayDeque<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            made.addLast(path);
        }
        try {
            Files.createDirectories(folder);
            return RunLock.take(folder).map(lock -> new Claim(folder, made, lock));
        } catch (IOException e) {
            deleteEmpty(made);
            throw new Slip(
                    option + folder + ": cannot write there (" + FileFault.describe(e)
                            + "); name a folder that can be written to",
                    e);
        }
    }

    RunFiles files() {
        return new RunFiles(folder);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the hook is running
        }
        try (lock) {
            tidy();
        } catch (IOException e) {
            System.err.println("hypnos: the lock in " + folder + " cannot be given back: " + e);
        }
    }

    /** Takes away what holds nothing. */
    private void tidy() {
        try {
            if (Files.isDirectory(folder) && holdsNothingElse()) {
                RunLock.delete(folder);
            }
        } catch (IOException e) {
            System.err.println("hypnos: the lock in " + folder + " stays behind: " + e);
        }
        deleteEmpty(made);
    }

    private boolean holdsNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            return all.stream().allMatch(RunLock::isLockFile);
        }
    }

    private static void deleteEmpty(Deque<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue; // never came to be
            }
            try {
                Files.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                return; // the run stands in it, which is what it is for
            } catch (IOException e) {
                System.err.println("hypnos: " + folder + " stays behind: " + e);
                return;
            }
        }
    }
}
