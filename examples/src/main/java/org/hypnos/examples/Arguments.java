package org.hypnos.examples;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import org.hypnos.core.training.TrainingListener;

/**
 * What an example is told by whoever runs it.
 *
 * @param given the number of steps of a training that somebody asked for
 * @param seed from which everything random follows
 * @param out where files go; a folder of its own if nobody says
 * @param data the folder with the data
 * @param terminal where results are printed
 * @param listeners shows how a training of so many steps gets on
 */
public record Arguments(
        OptionalInt given,
        long seed,
        Optional<Path> out,
        Optional<Path> data,
        PrintWriter terminal,
        LongFunction<TrainingListener> listeners) {
    /** The number of steps that was asked for, or else {@code usual}. */
    public int steps(int usual) {
        return given.orElse(usual);
    }

    /** Prints a line of results. */
    @FormatMethod
    public void print(String format, Object... numbers) {
        terminal.println(String.format(Locale.ROOT, format, numbers));
        terminal.flush();
    }

    /** Shows how a training of {@code steps} gets on. */
    public TrainingListener progress(long steps) {
        return listeners.apply(steps);
    }

    /** The place of the file {@code name}, in a folder that is there. */
    public Path file(String name) throws IOException {
        Path folder = out.isPresent() ? Files.createDirectories(out.get()) : Files.createTempDirectory("hypnos");
        return folder.resolve(name);
    }
}
