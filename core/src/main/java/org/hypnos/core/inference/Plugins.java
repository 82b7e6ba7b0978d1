package org.hypnos.core.inference;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The algorithms of a folder of jars, beside those that are installed. */
public final class Plugins {
    private Plugins() {}

    /**
     * What is installed, and what the jars of {@code folder} list in {@code META-INF/services}.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static Inference in(Path folder) {
        List<Path> jars = jars(folder);
        // Lives as long as the plugins' classes, that is as long as the program.
        ClassLoader loader = new URLClassLoader(
                "plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), Plugins.class.getClassLoader());
        return Inference.of(Iterables.concat(
                ServiceLoader.load(InferenceProvider.class), ServiceLoader.load(InferenceProvider.class, loader)));
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UncheckedIOException(new NotDirectoryException(folder.toString()));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
