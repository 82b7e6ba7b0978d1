package org.hypnos.examples.commands;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one training has to itself, by a lock on a file in it. At its end the lock goes, and so do the folders that
 * were made for it and hold nothing; also when the program is told to stop.
 */
final class Claim implements AutoCloseable {
    private final Path folder;
    private final Deque<Path> made; // the deepest one first
    private final Path lockFile;
    private final FileChannel lock;
    private final Thread atExit = new Thread(this::release);

    private Claim(Path folder, Deque<Path> made, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.made = made;
        this.lockFile = lockFile;
        this.lock = lock;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes {@code folder} and locks it; a {@link Slip} if that cannot be, so that hours of training are not lost. */
    static Claim of(Path folder) {
        Claim claim = attempt(folder);
        if (claim == null) {
            throw new Slip("--out " + folder + ": "
                    + (new RunFolder(folder).holdsRun() ? "it already holds a run" : "another training has this folder")
                    + "; name another folder");
        }
        return claim;
    }

    /** As {@link #of}; null if the folder holds a run, or another training has it. */
    static @Nullable Claim attempt(Path folder) {
        Deque<Path> made = new ArrayDeque<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            made.addLast(path);
        }
        Path lockFile = folder.resolve(".hypnos-training.lock");
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                return null;
            }
            Claim claim = new Claim(folder, made, lockFile, lock);
            if (claim.folder().holdsRun()) {
                claim.close();
                return null;
            }
            return claim;
        } catch (IOException e) {
            deleteEmpty(made);
            throw new Slip(
                    "--out " + folder + ": cannot write there (" + e + "); name a folder that can be written to", e);
        }
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this program itself
        }
    }

    RunFolder folder() {
        return new RunFolder(folder);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the hook is running
        }
        release();
    }

    private void release() {
        try (lock) {
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            System.err.println("hypnos: " + lockFile + " stays behind: " + e);
        }
        deleteEmpty(made);
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
