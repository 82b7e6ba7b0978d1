package org.hypnos.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted anywhere ends with the bytes of one that is not. */
@Tag("bits")
class RunLoopTest {
    private static final int STEPS = 30;
    private static final int PATIENT = 100;

    @TempDir
    private Path folder;

    private String digest;
    private byte[] metrics;

    @BeforeEach
    void uninterrupted() throws IOException {
        SmallRun whole = run("whole");
        assertThat(whole.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
        digest = whole.digest();
        metrics = Files.readAllBytes(whole.folder.metrics());
    }

    private SmallRun run(String name) throws IOException {
        return new SmallRun(Files.createDirectories(folder.resolve(name)), STEPS, PATIENT);
    }

    private void assertSame(SmallRun run) throws IOException {
        assertThat(run.digest()).isEqualTo(digest);
        assertThat(run.folder.metrics()).hasBinaryContent(metrics);
    }

    @Test
    void theMetricsHaveALineForEachThing() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("whole").resolve("metrics.jsonl"));
        assertThat(lines).filteredOn(line -> line.contains("\"train\"")).hasSize(STEPS / 4);
        assertThat(lines).filteredOn(line -> line.contains("\"evaluation\"")).hasSize(STEPS / 5 + 1);
        assertThat(lines).filteredOn(line -> line.contains("\"parameters\"")).hasSize(STEPS / 6 + 2);
        assertThat(lines.get(0)).startsWith("{\"step\":1,\"kind\":\"parameters\",\"sha256\":{\"model/prior\":\"");
        assertThat(lines.get(1)).startsWith("{\"step\":4,\"kind\":\"train\",\"theta_loss\":");
        assertThat(lines.get(2))
                .startsWith("{\"step\":5,\"kind\":\"evaluation\",\"split\":\"valid\",\"metric\":\"sum\"");
    }

    @Test
    void stoppedAfterAnyStep() throws IOException {
        for (int last = 1; last < STEPS; last++) {
            assertThat(run("stopped" + last).go(last)).isEqualTo(Ending.ASKED);
            SmallRun again = run("stopped" + last);
            assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
            assertSame(again);
        }
    }

    @Test
    void killedAfterAnyStep() throws IOException {
        for (int last = 1; last < STEPS; last++) {
            run("killed" + last).dieAfter(last);
            run("killed" + last).dieAfter(last + 1);
            SmallRun again = run("killed" + last);
            assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
            assertSame(again);
        }
    }

    @Test
    void earlyStoppingEndsAtTheBestAlsoWhenResumed() throws IOException {
        SmallRun whole = new SmallRun(Files.createDirectories(folder.resolve("early")), 10_000, 2);
        assertThat(whole.go(Long.MAX_VALUE)).isEqualTo(Ending.NO_BETTER);
        Path parts = Files.createDirectories(folder.resolve("parts"));
        for (int last = 7; last < 200; last += 7) {
            Ending unused = new SmallRun(parts, 10_000, 2).go(last);
        }
        SmallRun again = new SmallRun(parts, 10_000, 2);
        assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.NO_BETTER);
        assertThat(again.digest()).isEqualTo(whole.digest());
        assertThat(again.folder.metrics()).hasBinaryContent(Files.readAllBytes(whole.folder.metrics()));
        List<String> lines = Files.readAllLines(whole.folder.metrics());
        String best = lines.stream()
                .filter(line -> line.contains("\"evaluation\""))
                .min((one, other) -> Double.compare(value(one), value(other)))
                .orElseThrow();
        assertThat(lines.get(lines.size() - 1)).isEqualTo(best);
    }

    private static double value(String line) {
        return Double.parseDouble(line.replaceAll(".*\"value\":([^,]*),.*", "$1"));
    }

    @Test
    void aDamagedCheckpointIsToldAndTheOneBeforeIsUsed() throws IOException {
        SmallRun stopped = run("stopped");
        Ending unused = stopped.go(27);
        Path newest = folder.resolve("stopped/checkpoints/step-000000000027.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        byte[] log = Files.readAllBytes(stopped.folder.metrics());
        for (int at = 0; at < bytes.length; at += 997) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            for (byte[] damaged : List.of(flipped, Arrays.copyOf(bytes, at))) {
                Files.write(newest, damaged);
                Files.write(stopped.folder.metrics(), log);
                SmallRun again = run("stopped");
                assertThat(again.go(28)).isEqualTo(Ending.ASKED);
                assertThat(again.warnings)
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains(newest.toString(), "before it is used");
                Files.delete(folder.resolve("stopped/checkpoints/step-000000000028.safetensors"));
            }
        }
        Files.write(newest, Arrays.copyOf(bytes, 997));
        SmallRun again = run("stopped");
        assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
        assertSame(again);
    }

    @Test
    void aRunWithoutAnyWholeCheckpointBeginsAnew() throws IOException {
        Ending unused = run("stopped").go(7);
        try (var files = Files.list(folder.resolve("stopped/checkpoints"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[3]);
            }
        }
        SmallRun again = run("stopped");
        assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
        assertThat(again.warnings).hasSize(2);
        assertSame(again);
    }

    @Test
    void damagedCheckpointsOfLaterStepsPushOutNone() throws IOException {
        Ending unused = run("stopped").go(19);
        try (var files = Files.list(folder.resolve("stopped/checkpoints"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[3]);
            }
        }
        assertThat(run("stopped").go(3)).isEqualTo(Ending.ASKED);
        SmallRun again = run("stopped");
        assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
        assertThat(again.warnings).hasSize(3).allMatch(warning -> warning.contains("before it is used"));
        assertSame(again);
    }

    @Test
    void metricsThatLackWhatTheCheckpointSawAreRefused() throws IOException {
        SmallRun stopped = run("stopped");
        Ending unused = stopped.go(9);
        Files.write(stopped.folder.metrics(), new byte[10]);
        assertThatThrownBy(() -> run("stopped").go(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was it changed by hand?");
    }

    @Test
    void theLastAndTheBestCheckpointsAreKept() throws IOException {
        assertThat(folder.resolve("whole/checkpoints").toFile().list())
                .filteredOn(name -> name.startsWith("step"))
                .containsExactlyInAnyOrder(
                        "step-000000000018.safetensors",
                        "step-000000000024.safetensors",
                        "step-000000000030.safetensors");
        assertThat(folder.resolve("whole/checkpoints").toFile().list())
                .filteredOn(name -> name.startsWith("best"))
                .hasSizeBetween(1, 3);
    }

    @Test
    void aBestCheckpointThatIsDamagedIsTold() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Ending unused = new SmallRun(parts, STEPS, PATIENT).go(29);
        try (var files = Files.list(parts.resolve("checkpoints"))) {
            for (Path file :
                    files.filter(own -> own.toString().contains("best")).toList()) {
                Files.write(file, new byte[9]);
            }
        }
        SmallRun again = new SmallRun(parts, 29, PATIENT);
        assertThat(again.go(Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
        assertThat(again.warnings).hasSize(1).first().asString().contains("the best parameters are lost");
    }
}
