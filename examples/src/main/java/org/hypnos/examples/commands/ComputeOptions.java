package org.hypnos.examples.commands;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes, and what is told; no bits depend on it. */
class ComputeOptions {
    @Option(names = "--threads", description = "threads; the bits do not depend on them (default: all processors)")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--engine", description = "auto (default), plain or vector; the bits do not depend on it")
    private String engine = "auto";

    @Option(names = "--json", description = "end with one line of JSON on standard output")
    boolean json;

    @Option(names = "--quiet", description = "no progress")
    boolean quiet;

    Engine engine() {
        if (threads < 1) {
            throw new Slip("--threads must be at least 1");
        }
        try {
            return Engine.named(engine);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Slip("--engine " + engine + ": " + e.getMessage(), e);
        }
    }

    /** The algorithms that are installed, and those in the folder {@code plugins} if there is one. */
    static Inference inference(@Nullable Path plugins) {
        return ofPlugins(plugins, () -> plugins == null ? Inference.installed() : Plugins.in(plugins));
    }

    /** What {@code read} finds in {@code folder}; a {@link Slip} if that is none. */
    static <T> T ofPlugins(@Nullable Path folder, Supplier<T> read) {
        if (folder != null && !Files.isDirectory(folder)) {
            String found = Files.exists(folder)
                    ? "a file; name the folder that it stands in"
                    : "there is no such folder; is it spelt otherwise, or was it moved?";
            throw new Slip("--plugins " + folder + ": not a folder that can be read: " + found);
        }
        try {
            return read.get();
        } catch (UncheckedIOException e) {
            throw new Slip("--plugins " + folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }
}
