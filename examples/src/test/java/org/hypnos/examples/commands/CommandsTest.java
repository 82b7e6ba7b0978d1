package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Train, evaluate and sample, one after the other, as a person would. */
class CommandsTest {
    @TempDir
    private Path folder;

    private Terminal train(String name, String... more) {
        String[] fixed = {
            "train",
            "--steps",
            "30",
            "--layers",
            "6",
            "--json",
            "--quiet",
            "--out",
            folder.resolve(name).toString()
        };
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Terminal.hypnos(all);
    }

    @Test
    void trainEndsWithItsFigures() {
        JsonObject figures = train("run").json();
        assertThat(figures.keySet())
                .contains(
                        "algorithm",
                        "seed",
                        "threads",
                        "steps",
                        "seconds",
                        "examples_per_second",
                        "nll",
                        "nll_kind",
                        "nll_samples",
                        "nll_interval",
                        "parameters_sha256");
        assertThat(figures.get("algorithm").getAsString()).isEqualTo("rws");
        assertThat(figures.get("steps").getAsLong()).isEqualTo(30);
        assertThat(figures.get("nll_kind").getAsString()).isEqualTo("exact");
        assertThat(figures.get("parameters_sha256").getAsString()).matches("[0-9a-f]{64}");
        assertThat(folder.resolve("run")).isDirectoryContaining(file -> file.endsWith("config.json"));
        assertThat(folder.resolve("run")).isDirectoryContaining(file -> file.endsWith("model.safetensors"));
    }

    @Test
    void digitsNeedNoFiles() {
        JsonObject figures =
                train("digits", "--data", "digits", "--eval-samples", "2").json();
        assertThat(figures.get("nll_kind").getAsString()).isEqualTo("importance");
        assertThat(figures.get("nll").getAsDouble()).isBetween(100.0, 600.0);
    }

    @Test
    void evaluateAndSampleReadWhatTrainLeft() throws Exception {
        JsonObject trained = train("run").json();
        String run = folder.resolve("run").toString();
        JsonObject evaluated = Terminal.hypnos("evaluate", run, "--json").json();
        assertThat(evaluated.get("nll")).isEqualTo(trained.get("nll"));
        assertThat(evaluated.get("parameters_sha256")).isEqualTo(trained.get("parameters_sha256"));
        JsonObject estimated = Terminal.hypnos("evaluate", "--out", run, "--samples", "200", "--json")
                .json();
        assertThat(estimated.get("nll_kind").getAsString()).isEqualTo("importance");
        assertThat(estimated.get("nll").getAsDouble())
                .isBetween(
                        trained.get("nll").getAsDouble() - 0.5,
                        trained.get("nll").getAsDouble() + 1.5);

        Path grid = folder.resolve("grid.png");
        assertThat(Terminal.hypnos("sample", run, "--count", "9", "--out", grid.toString())
                        .code())
                .isZero();
        assertThat(ImageIO.read(grid.toFile()).getWidth()).isEqualTo(3 * 56 + 1);
    }

    @Test
    @Tag("bits")
    void threadsAndEnginesGiveTheSameBits() {
        String one = sha(train("one", "--threads", "1"));
        assertThat(sha(train("two", "--threads", "2"))).isEqualTo(one);
        assertThat(sha(train("plain", "--threads", "3", "--engine", "plain"))).isEqualTo(one);
        assertThat(sha(train("other", "--seed", "2"))).isNotEqualTo(one);
    }

    @Test
    @Tag("bits")
    void wakeSleepIsReweightedWakeSleepWithOneParticle() {
        String ws = sha(train("ws", "--algorithm", "ws", "--samples", "1"));
        String rws = sha(train("rws", "--particles", "1", "--insomnia", "0", "--sleep-particles", "1"));
        assertThat(rws).isEqualTo(ws);
    }

    private static String sha(Terminal terminal) {
        return terminal.json().get("parameters_sha256").getAsString();
    }

    @Test
    void algorithmsListsWhatIsInstalledWithItsOptions() {
        Terminal terminal = Terminal.hypnos("algorithms", "--json");
        assertThat(terminal.out()).contains("rws", "ws", "insomnia (default 1.0)");
        assertThat(terminal.json().get("algorithms").getAsJsonArray()).hasSize(2);
    }

    @Test
    void helpIsEverywhere() {
        for (String command : new String[] {"train", "evaluate", "sample", "algorithms"}) {
            Terminal terminal = Terminal.hypnos(command, "--help");
            assertThat(terminal.code()).isZero();
            assertThat(terminal.out()).contains("Usage: hypnos " + command);
        }
        assertThat(Terminal.hypnos("--help").out()).contains("train", "evaluate", "sample", "algorithms");
    }

    @Test
    void aDamagedRunIsNotEvaluated() throws Exception {
        train("run");
        Path parameters = folder.resolve("run").resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(parameters);
        Files.write(parameters, Arrays.copyOf(bytes, bytes.length / 2));
        Terminal terminal = Terminal.hypnos("evaluate", folder.resolve("run").toString());
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.err()).contains("model.safetensors");
    }
}
