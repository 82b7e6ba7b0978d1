package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hypnos.core.io.FileFault;
import org.jspecify.annotations.Nullable;

/** A file to which lines are added, and which can be cut back to what it was at a checkpoint. */
final class Lines implements AutoCloseable {
    private final Path file;
    private @Nullable FileChannel channel;

    Lines(Path file) {
        this.file = file;
    }

    /** What a file operation may do. */
    @FunctionalInterface
    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }

    @CanIgnoreReturnValue
    private <T> T with(Work<T> work) {
        try {
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            }
            return work.on(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(FileFault.describe(file, e), e);
        }
    }

    /**
     * Refuses a file that has become shorter.
     *
     * @param bytes what it had
     */
    void check(long bytes) {
        checkArgument(
                bytes == 0 || Files.exists(file), "%s is missing, and had %s bytes at the checkpoint", file, bytes);
        long size = bytes == 0 ? 0 : with(FileChannel::size);
        checkArgument(
                size >= bytes,
                "%s has %s bytes, and had %s at the checkpoint; was it changed by hand?",
                file,
                size,
                bytes);
    }

    /** Cuts what stands behind the first {@code bytes}. */
    void cut(long bytes) {
        check(bytes);
        with(open -> open.truncate(bytes).position(bytes));
    }

    /** Adds {@code line}, which a reader of the file sees at once. */
    void add(String line) {
        with(open -> {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                int unused = open.write(bytes);
            }
            return 0;
        });
    }

    /** The bytes so far, all of which stand on the disk afterwards. */
    long forced() {
        return with(open -> {
            open.force(true);
            return open.size();
        });
    }

    @Override
    public void close() {
        if (channel != null) {
            with(open -> {
                open.close();
                return 0;
            });
            channel = null;
        }
    }
}
