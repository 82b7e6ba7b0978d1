package org.hypnos.core.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words. Java itself often gives the file's name alone. */
public final class FileFault {
    private FileFault() {}

    /**
     * {@return the file, unless {@code failure} does not know it, and what went wrong with it}
     *
     * @param failure whose own message may be no more than the file's name
     */
    public static String describe(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return "not a text in UTF-8";
        }
        return failure instanceof FileSystemException known && known.getReason() == null && known.getFile() != null
                ? known.getFile() + ": " + reason(known)
                : String.valueOf(failure.getMessage() == null ? failure : failure.getMessage());
    }

    /**
     * {@return {@code file} and what went wrong with it}
     *
     * @param file put in front, unless the fault begins with it
     * @param failure as for {@link #describe(IOException)}
     */
    public static String describe(Path file, IOException failure) {
        String fault = describe(failure);
        return fault.startsWith(file.toString()) ? fault : file + ": " + fault;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "something else stands there";
        } else if (failure instanceof NotDirectoryException) {
            return "it is no folder";
        }
        return failure.getClass().getSimpleName();
    }
}
