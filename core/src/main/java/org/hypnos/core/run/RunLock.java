package org.hypnos.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The right of one process to write in a run's folder; the system takes it back when the process ends, however it ends. */
public final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * {@return the lock of {@code folder}; empty if another has it, whom {@link #owner} names}
     *
     * @param folder of a run, which exists
     * @throws IOException if nothing can be written there
     */
    public static Optional<RunLock> take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel)) {
                String owner = "process " + ProcessHandle.current().pid() + ", which began "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS);
                channel.truncate(0);
                int unused = channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
                return Optional.of(new RunLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this program itself
        }
    }

    /**
     * {@return who has, or last had, the lock of {@code folder}, in words}
     *
     * @param folder of a run
     */
    public static String owner(Path folder) {
        try {
            return Files.readString(folder.resolve(FILE));
        } catch (IOException e) {
            return "a process that cannot be named (" + e.getMessage() + ")";
        }
    }

    /**
     * Takes the file of the lock out of {@code folder}, which holds nothing else.
     *
     * @param folder of a run that left nothing
     * @throws IOException if the file is there and cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /**
     * {@return whether {@code file} is only here for the lock}
     *
     * @param file in a run's folder
     */
    public static boolean isLockFile(Path file) {
        return file.endsWith(FILE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
