package org.hypnos.core.inference;

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
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The algorithms of a folder of jars, beside those that are installed. */
public final class Plugins {
    private Plugins() {}

    /**
     * {@return what is installed, and what the jars of a folder list in {@code META-INF/services}, in the order of
     * their names} A jar that cannot be used is listed as broken.
     *
     * @param folder whose jars are read, but not those in folders below it
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static Inference in(Path folder) {
        List<Path> jars = jars(folder);
        ClassLoader classes = classes(jars);
        PluginSearch search = new PluginSearch().addAll(ServiceLoader.load(InferenceProvider.class));
        jars.forEach(jar -> add(jar, classes, search));
        return search.found();
    }

    /**
     * The classes of {@code jars}, which live as long as the program. One loader for all, since a plugin may need a library
     * that lies beside it.
     */
    static ClassLoader classes(List<Path> jars) {
        return new URLClassLoader(
                "plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), Plugins.class.getClassLoader());
    }

    private static void add(Path jar, ClassLoader classes, PluginSearch search) {
        String name = jar.getFileName().toString();
        try (JarFile readable = new JarFile(jar.toFile());
                ListedBy own = new ListedBy(url(jar), classes)) {
            search.addAll(ServiceLoader.load(InferenceProvider.class, own), name);
        } catch (IOException e) {
            search.addBroken(null, name, "it cannot be read as a jar: " + e.getMessage());
        }
    }

    /** Finds the services that one jar lists, and their classes where all jars' classes are. */
    private static final class ListedBy extends URLClassLoader {
        private final ClassLoader classes;

        ListedBy(URL jar, ClassLoader classes) {
            super(new URL[] {jar}, null);
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return classes.loadClass(name);
        }
    }

    static List<Path> jars(Path folder) {
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
