package org.hypnos.examples.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files that commands write for people, checked before the work is done. */
final class OutFile {
    private OutFile() {}

    /** Refuses a name that does not end in {@code ending}. */
    static void requireEnding(@Nullable Path chosen, String ending) {
        if (chosen != null && !chosen.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new Slip("--out " + chosen + ": the file's name must end in " + ending);
        }
    }

    /** {@code chosen} by --out, or else {@code otherwise}, where a file can be written. */
    static Path of(@Nullable Path chosen, Path otherwise) {
        Path file = chosen != null ? chosen : otherwise;
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new Slip("--out " + file + ": there is no folder " + parent);
        }
        if (!Files.isWritable(parent) || Files.isDirectory(file)) {
            throw new Slip("--out " + file + ": cannot write a file there");
        }
        return file;
    }
}
