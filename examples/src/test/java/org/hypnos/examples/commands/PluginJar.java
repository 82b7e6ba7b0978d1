package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A jar that is made here, of classes of package {@code stranger} that this build has never seen. */
final class PluginJar {
    static final String SERVICE = "META-INF/services/org.hypnos.core.inference.InferenceProvider";

    private final Path work;
    private final Map<String, byte[]> entries = new TreeMap<>();

    /** @param work where sources and classes go */
    PluginJar(Path work) {
        this.work = work;
    }

    /** Compiles {@code source}, of the class {@code name}, beside those before, without putting it into the jar. */
    PluginJar compiled(String name, String source, String... options) throws IOException {
        Path file = Files.writeString(work.resolve(name + ".java"), source);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-proc:none", "-d", work.toString(), file.toString()));
        arguments.addAll(List.of("-cp", work + System.getProperty("path.separator") + classPath()));
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
        return this;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    PluginJar with(String name, String source) throws IOException {
        return compiled(name, source).withClass(name);
    }

    PluginJar withClass(String name) throws IOException {
        String entry = "stranger/" + name + ".class";
        return with(entry, Files.readAllBytes(work.resolve(entry)));
    }

    PluginJar with(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    byte[] get(String entry) {
        return entries.get(entry);
    }

    PluginJar listing(String types) {
        return with(SERVICE, types.getBytes(StandardCharsets.UTF_8));
    }

    void write(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }
}
