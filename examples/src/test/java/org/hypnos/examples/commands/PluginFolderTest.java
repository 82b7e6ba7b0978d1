package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An algorithm in a jar that this build has never seen. */
class PluginFolderTest {
    private static final String SOURCE = """
            package stranger;

            import com.google.common.collect.ImmutableList;
            import org.hypnos.core.*;
            import org.hypnos.core.inference.*;

            public final class Stranger implements InferenceProvider {
                public String id() { return "stranger"; }
                public String description() { return "learns the model only"; }
                public OptionSet options() { return OptionSet.of(Option.wholeNumber("draws", 1, 1, "draws")); }
                public InferenceAlgorithm create(Programs programs, Options options) {
                    return () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> {
                        Tracer copies = tracer.copies(options.wholeNumber("draws"));
                        Trace q = copies.constant().trace(programs.guide(), batch.values());
                        Trace p = copies.score(programs.model(), q.values());
                        return Losses.none().theta(p.logProb().mean(0).neg(), p);
                    }));
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void isListedAndTrains() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        jar(plugins.resolve("stranger.jar"));
        assertThat(Terminal.hypnos("algorithms").out()).doesNotContain("stranger");
        assertThat(Terminal.hypnos("algorithms", "--plugins", plugins.toString())
                        .out())
                .contains("stranger  learns the model only", "rws");
        Terminal trained = Terminal.hypnos(
                "train",
                "--algorithm",
                "stranger",
                "--option",
                "draws=3",
                "--plugins",
                plugins.toString(),
                "--steps",
                "20",
                "--layers",
                "4",
                "--quiet",
                "--out",
                folder.resolve("run").toString());
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
    }

    @Test
    void runsGoOnWhereverTheFolderIsNow() throws IOException {
        Path before = Files.createDirectories(folder.resolve("before"));
        Path now = Files.createDirectories(folder.resolve("now"));
        jar(before.resolve("stranger.jar"));
        String run = folder.resolve("run").toString();
        String[] train = {"train", "--algorithm", "stranger", "--plugins", before.toString(), "--steps", "5"};
        assertThat(Terminal.hypnos(
                                ObjectArrays.concat(train, new String[] {"--layers", "4", "--out", run}, String.class))
                        .code())
                .isZero();
        Files.move(before.resolve("stranger.jar"), now.resolve("stranger.jar"));
        assertThat(Terminal.hypnos("resume", run).err()).contains("no inference algorithm is called 'stranger'");
        assertThat(Terminal.hypnos("verify", run, "--plugins", now.toString()).code())
                .isZero();
        assertThat(Terminal.hypnos("resume", run, "--steps", "9", "--plugins", now.toString())
                        .code())
                .isZero();
        assertThat(Terminal.hypnos("resume", run).err()).contains("the run of 9 steps is complete");
    }

    @Test
    void aBrokenJarIsListedAndTheOthersTrain() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(plugins.resolve("torn.jar"), "not a jar");
        Terminal listed = Terminal.hypnos("algorithms", "--json", "--plugins", plugins.toString());
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("rws", "broken:", "torn.jar: it cannot be read as a jar");
        assertThat(listed.json().getAsJsonArray("broken")).hasSize(1);
        Terminal asked = Terminal.hypnos("train", "--algorithm", "torn", "--plugins", plugins.toString());
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("no inference algorithm is called 'torn'", "torn.jar: it cannot be read");
    }

    private void jar(Path jar) throws IOException {
        new PluginJar(folder)
                .with("Stranger", SOURCE)
                .listing("stranger.Stranger")
                .write(jar);
    }
}
