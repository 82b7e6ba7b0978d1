package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest checkpoint of a bars run, cut at every 997th byte or with a flipped bit there: the one before it is used. */
@Tag("bits")
class DamagedCheckpointsTest {
    @TempDir
    private Path folder;

    private Terminal train(String name, int steps) {
        return Terminal.hypnos(
                "train",
                "--layers",
                "5",
                "--steps",
                String.valueOf(steps),
                "--lr",
                "0.01",
                "--schedule",
                "constant",
                "--eval-every",
                "0",
                "--checkpoint-every",
                "10",
                "--threads",
                "1",
                "--histograms-every",
                "0",
                "--quiet",
                "--out",
                folder.resolve(name).toString());
    }

    @Test
    void theOneBeforeIsUsedAndSaidSo() throws IOException {
        assertThat(train("whole", 30).code()).isZero();
        assertThat(train("run", 20).code()).isZero();
        Path run = folder.resolve("run");
        Path newest = run.resolve("checkpoints/step-000000000020.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));
        for (int at = 0; at < bytes.length; at += 997) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            for (byte[] damaged : List.of(Arrays.copyOf(bytes, at), flipped)) {
                Files.write(newest, damaged);
                Files.write(run.resolve("metrics.jsonl"), metrics);
                Files.deleteIfExists(run.resolve("model.safetensors"));
                Files.deleteIfExists(run.resolve("checkpoints/step-000000000030.safetensors"));
                Terminal resumed = Terminal.hypnos("resume", run.toString(), "--steps", "30", "--threads", "1");
                assertThat(resumed.code()).isZero();
                assertThat(resumed.err())
                        .contains(newest + ": ", "the checkpoint before it is used", "after step 10 of 30");
                for (String file : List.of("metrics.jsonl", "model.safetensors")) {
                    assertThat(run.resolve(file))
                            .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
                }
            }
        }
    }
}
