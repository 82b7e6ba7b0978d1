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
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.TrainingListener;

/**
 * What an example is told by whoever runs it.
 *
 * @param given the number of steps of a training that somebody asked for
 * @param seed from which everything random follows
 * @param out where files go
 * @param data the folder with the data
 * @param terminal where results are printed
 * @param listeners shows how a training of so many steps gets on
 * @param pictures draws images
 */
public record Arguments(
        OptionalInt given,
        long seed,
        Path out,
        Optional<Path> data,
        PrintWriter terminal,
        LongFunction<TrainingListener> listeners,
        Pictures pictures) {
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
        return Files.createDirectories(out).resolve(name);
    }

    /** Writes images [count, pixels], 0 black and 1 white, to a PNG, and says where. */
    public void picture(String name, Tensor images) throws IOException {
        Path file = file(name);
        pictures.write(file, images);
        print("%s", file);
    }

    /** Draws images [count, pixels] in rows and columns. */
    @FunctionalInterface
    public interface Pictures {
        void write(Path file, Tensor images) throws IOException;
    }
}
