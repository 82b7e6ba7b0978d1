package org.hypnos.core.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are either there whole or not at all: beside, forced to the disk, and renamed. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of the content, once.
         *
         * @param out where to; it is buffered, and {@link AtomicFile#write} closes it
         * @throws IOException if the content cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Puts {@code content} at {@code file}; if it cannot be written, the file is what it was before.
     *
     * @param file in a folder that exists; an older file of this name is replaced
     * @param content asked for once
     * @throws IOException if the content fails, or the file cannot be written, renamed or forced to the disk
     */
    public static void write(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (FileOutputStream raw = new FileOutputStream(beside.toFile());
                    OutputStream out = new BufferedOutputStream(raw)) {
                content.writeTo(out);
                out.flush();
                raw.getFD().sync();
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException(FileFault.describe(file, e), e); // a full disk does not know the file
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** Forces the renaming itself to the disk, where the system lets folders be opened. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
