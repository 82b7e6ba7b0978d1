package org.hypnos.core.inference;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The lists of providers in {@code META-INF/services}. */
final class ServiceLists {
    static final String FILE = "META-INF/services/" + InferenceProvider.class.getName();

    private ServiceLists() {}

    /** The classes that a list names, one in a line, with comments behind #. */
    static ImmutableList<String> read(InputStream list) throws IOException {
        return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .collect(toImmutableList());
    }

    /** The classes that the list of {@code jar} names; empty if it has none. */
    static ImmutableList<String> read(JarFile jar) throws IOException {
        JarEntry entry = jar.getJarEntry(FILE);
        if (entry == null) {
            return ImmutableList.of();
        }
        try (InputStream list = jar.getInputStream(entry)) {
            return read(list);
        }
    }

    /** The classes in {@code jar} that are providers, whether it lists them or not. */
    static ImmutableList<String> providers(JarFile jar, ClassLoader classes) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(".class") && !name.contains("-") && !name.startsWith("META-INF/"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .filter(name -> isProvider(name, classes))
                .collect(toImmutableList());
    }

    private static boolean isProvider(String name, ClassLoader classes) {
        try {
            return InferenceProvider.class.isAssignableFrom(Class.forName(name, false, classes));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
