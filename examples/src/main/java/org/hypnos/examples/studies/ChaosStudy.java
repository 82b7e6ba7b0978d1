package org.hypnos.examples.studies;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.core.run.RunFiles;

/** Kills a training of bars at random moments, resumes it each time, and compares the bytes it leaves in the end. */
final class ChaosStudy implements Study {
    private static final int SHORTEST = 200;
    private static final List<String> COMPARED = List.of("metrics.jsonl", "model.safetensors");

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String question() {
        return "Does a training that is killed again and again end with the bytes of one that is not?";
    }

    @Override
    public int steps() {
        return 6_000;
    }

    /** The number of kills. */
    @Override
    public int seeds() {
        return 30;
    }

    /** A kill: how long the process had lived, and the newest checkpoint that it left. */
    private record Kill(long milliseconds, String checkpoint) {}

    @Override
    public String run(Scale scale) {
        try {
            Path folder = Files.createTempDirectory("hypnos-chaos");
            try {
                return run(scale, folder);
            } finally {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Scale scale, Path folder) throws IOException {
        RunFiles whole = new RunFiles(folder.resolve("whole"));
        long start = System.nanoTime();
        start(folder, whole, scale.steps(), 1).requireSuccess();
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        scale.progress().accept("an uninterrupted training took " + milliseconds + " ms");
        List<Kill> kills = new ArrayList<>();
        int trainings = 0;
        while (kills.size() < scale.seeds()) {
            RunFiles killed = new RunFiles(folder.resolve("killed" + trainings++));
            carryOn(scale, folder, killed, milliseconds, kills);
            for (String file : COMPARED) {
                requireSame(whole.path().resolve(file), killed.path().resolve(file));
            }
        }
        return page(scale, kills, trainings);
    }

    /** Kills {@code run} and takes it up again until it is complete, or enough were killed. */
    private static void carryOn(Scale scale, Path folder, RunFiles run, long longest, List<Kill> kills)
            throws IOException {
        HypnosProcess process = start(folder, run, scale.steps(), threads(kills));
        while (kills.size() < scale.seeds()) {
            RandomStream random = RandomStream.of(kills.size(), 0, "chaos");
            long moment = SHORTEST + random.nextLong(Math.max(1, longest - SHORTEST));
            if (process.endsWithin(moment)) {
                process.requireSuccess();
                return;
            }
            process.kill();
            kills.add(new Kill(moment, newest(run)));
            scale.progress().accept(kills.size() + " of " + scale.seeds() + " killed after " + moment + " ms");
            process = start(folder, run, scale.steps(), threads(kills));
        }
        process.requireSuccess();
    }

    /** One process has one thread, the next one two. */
    private static int threads(List<Kill> kills) {
        return 1 + kills.size() % 2;
    }

    /** A new training, or where it has left something that one goes on with, its continuation. */
    private static HypnosProcess start(Path folder, RunFiles run, int steps, int threads) throws IOException {
        List<String> arguments = Files.exists(run.config())
                ? List.of("resume", run.path().toString(), "--threads", String.valueOf(threads))
                : List.of(
                        "train",
                        "--steps",
                        String.valueOf(steps),
                        "--layers",
                        "10",
                        "--checkpoint-every",
                        String.valueOf(Math.max(1, steps / 50)),
                        "--threads",
                        String.valueOf(threads),
                        "--out",
                        run.path().toString());
        return HypnosProcess.start(folder.resolve("log"), arguments);
    }

    private static String newest(RunFiles run) throws IOException {
        Path checkpoints = run.path().resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return "none";
        }
        try (var files = Files.list(checkpoints)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("step-"))
                    .max(String::compareTo)
                    .map(file -> file.replaceAll("\\D+0*(\\d+)\\D+", "$1"))
                    .orElse("none");
        }
    }

    private static void requireSame(Path expected, Path found) throws IOException {
        byte[] one = Files.readAllBytes(expected);
        byte[] other = Files.readAllBytes(found);
        if (!Arrays.equals(one, other)) {
            throw new IllegalStateException(found.getFileName() + " of the killed training parts from the uninterrupted"
                    + " one's at byte " + Arrays.mismatch(one, other) + " of " + one.length);
        }
    }

    private static String page(Scale scale, List<Kill> kills, int trainings) {
        Table table = new Table("kill", "after", "newest checkpoint: step");
        for (int i = 0; i < kills.size(); i++) {
            table.add(
                    String.valueOf(i + 1),
                    String.format(Locale.ROOT, "%.1f s", kills.get(i).milliseconds() / 1e3),
                    kills.get(i).checkpoint());
        }
        return String.format(
                Locale.ROOT,
                "A training of bars (%d steps, a checkpoint every %d) is killed by SIGKILL at random moments, from its"
                        + " start on; after each kill `./run resume` goes on with it, with one thread and with two in turns. "
                        + "When a training is complete the next one begins, until there were %d kills.%n%n"
                        + "Trainings that were killed: %d. All ended with the bytes of the uninterrupted one in %s.%n%n%s",
                scale.steps(),
                Math.max(1, scale.steps() / 50),
                kills.size(),
                trainings,
                String.join(" and ", COMPARED),
                table);
    }
}
