package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.examples.report.RecordedRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    private Path folder;

    private Path left;
    private Path right;

    @BeforeEach
    void twoRunsOfTheSameBits() throws IOException {
        left = new RecordedRun(folder.resolve("left"), 20, 1).write();
        right = new RecordedRun(folder.resolve("right"), 20, 1).write();
        for (Path run : List.of(left, right)) {
            digests(run, 1, "a", "b");
            digests(run, 10, "c", "d");
            weights(run, "checkpoints/step-000000001000.safetensors", 1, 2, 3, 4);
            weights(run, "model.safetensors", 5, 6, 7, 8);
        }
    }

    private static void digests(Path run, int step, String weight, String bias) throws IOException {
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"step\":" + step + ",\"kind\":\"parameters\",\"sha256\":{\"model/x/weight\":\"" + weight
                        + "\",\"model/x/bias\":\"" + bias + "\"}}\n",
                StandardOpenOption.APPEND);
    }

    private static void weights(Path run, String file, double... numbers) throws IOException {
        Files.createDirectories(run.resolve("checkpoints"));
        SafeTensors.write(
                run.resolve(file),
                Map.of(
                        "model/x/weight",
                        Tensor.of(DType.FLOAT32, Shape.of(2, 2), numbers),
                        "model/x/bias",
                        Tensor.of(DType.FLOAT32, Shape.of(2), new double[] {0, 0})));
    }

    private Terminal diff(String... more) {
        return more.length == 0
                ? Terminal.hypnos("diff", left.toString(), right.toString())
                : Terminal.hypnos("diff", left.toString(), right.toString(), more[0]);
    }

    private void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(right.resolve(file));
        String other = text.replaceFirst(from, to);
        assertThat(other).isNotEqualTo(text);
        Files.writeString(right.resolve(file), other);
    }

    @Test
    void theSameBitsWhateverMadeThem() throws IOException {
        replace("config.json", "\"threads\":\"2\"", "\"threads\":\"1\"");
        Terminal same = diff();
        assertThat(same.out()).contains("threads  2 | 1", "same bits: 2000 steps", "model.safetensors");
        assertThat(same.code()).isZero();
        assertThat(diff("--json").json().get("same").getAsBoolean()).isTrue();
    }

    @Test
    void theFirstStepAndTheSite() throws IOException {
        replace("metrics.jsonl", "(\"step\":300,.*\"kl/h2\":)[0-9.]+", "$1 99.5");
        replace("metrics.jsonl", "(\"step\":500,.*\"kl/h1\":)[0-9.]+", "$1 99.5");
        Terminal parted = diff();
        assertThat(parted.code()).isEqualTo(1);
        assertThat(parted.out())
                .contains(
                        "metrics part at step 300 (the same at step 200), train:",
                        "| 99.5",
                        "sites that part there: h2")
                .contains("they part by step 300")
                .doesNotContain("kl/h1");
        JsonObject json = diff("--json").json();
        assertThat(json.getAsJsonObject("metrics").get("step").getAsLong()).isEqualTo(300);
        assertThat(json.getAsJsonArray("sites").get(0).getAsString()).isEqualTo("h2");
    }

    @Test
    void theParameter() throws IOException {
        replace("metrics.jsonl", "\"model/x/weight\":\"c\"", "\"model/x/weight\":\"e\"");
        weights(right, "checkpoints/step-000000001000.safetensors", 1, 2, 3.5, 4.25);
        Terminal parted = diff();
        assertThat(parted.code()).isEqualTo(1);
        assertThat(parted.out())
                .contains("parameters part by step 10 (the same at step 1): model/x/weight")
                .contains("step-000000001000.safetensors: 1 tensors differ")
                .contains("model/x/weight  2 of 4 numbers, by 0.500 at most; first at [1, 0]: 3.00000000 | 3.50000000");
    }

    @Test
    void onlyTheEnd() throws IOException {
        weights(right, "model.safetensors", 5, 6, 7, -8);
        assertThat(diff().out()).contains("they part in model.safetensors", "first at [1, 1]");
        assertThat(diff().code()).isEqualTo(1);
    }

    @Test
    void oneGoesOn() throws IOException {
        Files.writeString(
                right.resolve("metrics.jsonl"), "{\"step\":2100,\"kind\":\"train\"}\n", StandardOpenOption.APPEND);
        assertThat(diff().out())
                .contains("the same as far as both go: the first ends at step 2000, the second at step 2100");
        assertThat(diff().code()).isEqualTo(1);
    }

    @Test
    void slips() throws IOException {
        assertSlip(Terminal.hypnos("diff", left.toString(), left.toString()), "the same folder");
        assertSlip(
                Terminal.hypnos("diff", left.toString(), folder.resolve("rihgt").toString()), "did you mean 'right'?");
        Files.write(right.resolve("metrics.jsonl"), new byte[] {(byte) 0xff, '\n', '{', '}', '\n'});
        assertSlip(diff(), "metrics.jsonl: not a text in UTF-8");
        Files.write(right.resolve("metrics.jsonl"), "x\n{}\n".getBytes(StandardCharsets.UTF_8));
        assertSlip(diff(), "metrics.jsonl: line 1 is no JSON object");
    }

    private static void assertSlip(Terminal terminal, String message) {
        assertThat(terminal.err()).startsWith("hypnos: ").contains(message);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.code()).isEqualTo(2);
    }
}
