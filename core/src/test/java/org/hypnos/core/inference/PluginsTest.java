package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private static final String SOURCE = """
            package stranger;

            import com.google.common.collect.ImmutableList;
            import org.hypnos.core.Program;
            import org.hypnos.core.inference.*;

            public class Stranger implements InferenceProvider {
                @Override
                public String id() {
                    return "stranger";
                }

                @Override
                public String description() {
                    return "a plugin that this build has never seen";
                }

                @Override
                public OptionSet options() {
                    return OptionSet.of();
                }

                @Override
                public InferenceAlgorithm create(Programs programs, Options options) {
                    return () -> ImmutableList.of();
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void algorithmsInAFoldersJarsAreFound() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        writeJar(plugins.resolve("stranger.jar"), compiled());
        Files.writeString(plugins.resolve("readme.txt"), "not a jar");
        Inference inference = Plugins.in(plugins);
        assertThat(inference.providers().keySet()).containsExactly("stranger");
        assertThat(inference.provider("stranger").description()).isEqualTo("a plugin that this build has never seen");
    }

    private byte[] compiled() throws IOException {
        Path source = Files.writeString(folder.resolve("Stranger.java"), SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).isZero();
        return Files.readAllBytes(folder.resolve("stranger/Stranger.class"));
    }

    private static void writeJar(Path file, byte[] compiled) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("stranger/Stranger.class"));
            jar.write(compiled);
            jar.putNextEntry(new JarEntry("META-INF/services/" + InferenceProvider.class.getName()));
            jar.write("stranger.Stranger".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEmptyFolderAddsNothing() {
        assertThat(Plugins.in(folder).providers())
                .isEqualTo(Inference.installed().providers());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Plugins.in(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
    }
}
