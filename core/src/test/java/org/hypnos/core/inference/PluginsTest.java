package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are made here, of classes that this build has never seen. */
class PluginsTest {
    private static final String STRANGER = """
            package stranger;

            import com.google.common.collect.ImmutableList;
            import org.hypnos.core.inference.*;

            public class %1$s %3$s implements InferenceProvider {
                %4$s
                @Override
                public String id() {
                    return "%2$s";
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

    private Path plugins;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        compile("Base", "class Base {}");
        compile("Good", STRANGER.formatted("Good", "good", "", ""));
    }

    /** Compiles a class of package {@code stranger}, beside those before. */
    private void compile(String name, String source) throws IOException {
        String whole = source.startsWith("package") ? source : "package stranger; public " + source;
        Path file = Files.writeString(folder.resolve(name + ".java"), whole);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-classpath",
                        folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        file.toString());
        assertThat(failed).isZero();
    }

    /** A jar with {@code classes}, the first of which it lists as a provider. */
    private void jar(String file, String... classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(plugins.resolve(file));
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : classes) {
                Path compiled = folder.resolve("stranger/" + name + ".class");
                if (Files.exists(compiled)) {
                    jar.putNextEntry(new JarEntry("stranger/" + name + ".class"));
                    jar.write(Files.readAllBytes(compiled));
                }
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + InferenceProvider.class.getName()));
            jar.write(("stranger." + classes[0]).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What is wrong with the only broken plugin, beside which the good one works. */
    private Inference.Broken onlyBroken() throws IOException {
        jar("good.jar", "Good");
        Inference inference = Plugins.in(plugins);
        assertThat(inference.providers().keySet()).containsExactly("good");
        assertThat(inference.broken()).hasSize(1);
        return inference.broken().get(0);
    }

    @Test
    void algorithmsInAFoldersJarsAreFound() throws IOException {
        jar("good.jar", "Good");
        Files.writeString(plugins.resolve("readme.txt"), "not a jar");
        Inference inference = Plugins.in(plugins);
        assertThat(inference.providers().keySet()).containsExactly("good");
        assertThat(inference.provider("good").description()).isEqualTo("a plugin that this build has never seen");
        assertThat(inference.broken()).isEmpty();
    }

    @Test
    void aPluginMayNeedALibraryThatLiesBesideIt() throws IOException {
        compile("Needy", STRANGER.formatted("Needy", "needy", "extends Base", ""));
        jar("a-needy.jar", "Needy");
        jar("library.jar", "Good", "Base");
        assertThat(Plugins.in(plugins).providers().keySet()).containsExactly("good", "needy");
    }

    @Test
    void aJarThatListsAClassWhichItLacksIsBroken() throws IOException {
        jar("a-empty.jar", "Missing");
        Inference.Broken broken = onlyBroken();
        assertThat(broken.where()).isEqualTo("a-empty.jar");
        assertThat(broken.reason()).contains("stranger.Missing not found");
    }

    @Test
    void aPluginThatFailsToLinkIsBroken() throws IOException {
        compile("Needy", STRANGER.formatted("Needy", "needy", "extends Base", ""));
        jar("a-needy.jar", "Needy");
        Inference.Broken broken = onlyBroken();
        assertThat(broken.where()).isEqualTo("a-needy.jar");
        assertThat(broken.reason()).contains("stranger.Base");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plugins.in(plugins).provider("needy"))
                .withMessageContaining("no inference algorithm is called 'needy'")
                .withMessageContaining("broken are a-needy.jar: ")
                .withMessageContaining("stranger.Base");
    }

    @Test
    void aPluginWhoseConstructorThrowsIsBroken() throws IOException {
        compile(
                "Throwing",
                STRANGER.formatted(
                        "Throwing",
                        "throwing",
                        "",
                        "public Throwing() { throw new UnsupportedOperationException(\"not on Sundays\"); }"));
        jar("a-throwing.jar", "Throwing");
        Inference.Broken broken = onlyBroken();
        assertThat(broken.where()).isEqualTo("a-throwing.jar, stranger.Throwing");
        assertThat(broken.reason()).isEqualTo("java.lang.UnsupportedOperationException: not on Sundays");
    }

    @Test
    void aClassThatIsNoProviderIsBroken() throws IOException {
        jar("a-base.jar", "Base");
        assertThat(onlyBroken().reason()).contains("stranger.Base not a subtype");
    }

    @Test
    void ofTwoJarsWithOneIdTheFirstWorks() throws IOException {
        compile("Twin", STRANGER.formatted("Twin", "good", "", ""));
        jar("twin.jar", "Twin");
        assertThat(onlyBroken())
                .isEqualTo(new Inference.Broken(
                        "good", "twin.jar, stranger.Twin", "its id is that of stranger.Good, which was found first"));
    }

    @Test
    void ofTwoJarsWithOnePluginTheFirstWorks() throws IOException {
        jar("good-2.jar", "Good");
        Inference.Broken broken = onlyBroken();
        assertThat(broken.where()).isEqualTo("good.jar, stranger.Good");
        assertThat(broken.reason()).isEqualTo("its class was found before, in good-2.jar");
    }

    @Test
    void whatIsNoJarIsBroken() throws IOException {
        Files.writeString(plugins.resolve("a-text.jar"), "not a jar");
        Inference.Broken broken = onlyBroken();
        assertThat(broken.where()).isEqualTo("a-text.jar");
        assertThat(broken.reason()).startsWith("it cannot be read as a jar");
    }

    @Test
    void anEmptyFolderAddsNothing() {
        assertThat(Plugins.in(plugins).providers())
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
