package org.hypnos.examples.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hypnos.core.run.Ending;
import org.hypnos.core.run.EventLog;
import org.hypnos.core.run.MetricsLog;
import org.hypnos.core.run.RunFiles;
import org.hypnos.core.run.RunLoop;
import org.hypnos.core.run.StopRequest;
import org.hypnos.core.run.TimingsLog;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run with all its listeners holds on the heap after many steps, seen in a JVM of its own with a small heap. */
class RunMemoryTest {
    private static final int EARLY = 2_000;
    private static final int LATE = 10_000;
    private static final long BOUND = 128 << 10; // 16 bytes a step would go beyond it
    private static final String OPTIONS = """
            {"layers": "2", "steps": "%d", "batch": "5", "particles": "2", "lr": "0.001", "log-every": "10",
             "eval-every": "500", "curve-samples": "2", "checkpoint-every": "500", "histograms-every": "500",
             "early-stopping": "valid,nll", "patience": "1000"}
            """.formatted(LATE);

    @TempDir
    private Path folder;

    @Test
    void tenThousandStepsHoldNoMoreThanTwoThousand() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.awt.headless=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RunMemoryTest.class.getName()));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> held = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .map(Long::valueOf)
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(new RunFiles(folder).metrics())).hasSizeGreaterThan(LATE / 10);
        assertThat(held.get(1) - held.get(0)).isLessThan(BOUND);
    }

    /** Measures the heap after some steps. */
    private static final class Heap implements TrainingListener {
        private final long[] held = new long[2];

        @Override
        public void step(StepReport report) {
            if (report.step() == EARLY) {
                held[0] = held();
            } else if (report.step() == LATE - 1) {
                held[1] = held();
            }
        }

        private static long held() {
            System.gc();
            System.gc(); // what the first one made unreachable
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    /** Trains in the folder that it is given, and prints the bytes held early and late. */
    public static void main(String[] arguments) throws IOException {
        RunOptions options =
                OptionsJson.read(JsonParser.parseString(OPTIONS).getAsJsonObject(), "the options of this test");
        ComputeOptions compute = new ComputeOptions();
        compute.threads = 1;
        Heap heap = new Heap();
        train(Preparation.of(options, compute), new RunFiles(Path.of(arguments[0])), heap);
        System.out.println(heap.held[0]);
        System.out.println(heap.held[1]);
    }

    private static void train(Preparation prepared, RunFiles files, Heap heap) throws IOException {
        RunOptions options = prepared.options();
        EventLog.Cadence cadence = new EventLog.Cadence(options.logEvery, options.histogramsEvery);
        EventLog.Picture picture = new EventLog.Picture(1, 1, new byte[1]);
        try (var training = prepared.training();
                MetricsLog metrics = new MetricsLog(
                        files.metrics(), options.logEvery, prepared.parameters(), options.checkpointEvery);
                TimingsLog timings = new TimingsLog(files.timings(), options.logEvery);
                EventLog events =
                        new EventLog(files.events(), training, prepared.parameters(), cadence, () -> picture);
                StopRequest stop = StopRequest.open()) {
            Progress progress =
                    new Progress(new PrintWriter(new StringWriter(), true), false, training.stepsPerEpoch());
            List<TrainingListener> listeners =
                    new ArrayList<>(List.of(new StepTimes(), metrics, timings, events, progress, heap));
            Preparation.earlyStopping(options).ifPresent(listeners::add);
            RunLoop loop = new RunLoop(
                    training,
                    files.checkpoints(options.keep),
                    prepared.plan(Optional.empty()),
                    prepared.whileTraining(),
                    listeners);
            assertThat(loop.run(stop)).isEqualTo(Ending.COMPLETE);
        }
    }
}
