package org.hypnos.examples.commands;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hypnos.core.io.FileFault;
import org.hypnos.core.run.Ending;
import org.hypnos.core.run.MetricsLog;
import org.hypnos.core.run.RunFiles;
import org.hypnos.core.run.RunLoop;
import org.hypnos.core.run.RunPlan;
import org.hypnos.core.run.StopRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the first steps of a recorded run again and compares what they leave. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Takes the first steps of a run again, and compares figures and parameters with the recorded ones,"
                        + " byte by byte. Exit code 1 if they differ.")
final class VerifyCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ComputeOptions compute;

    @CommandLine.Mixin
    private MovedPlugins moved;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--steps", description = "how many steps (default: ${DEFAULT-VALUE})")
    private long steps = 100;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        RunOptions options = folder.options();
        boolean unused = moved.placeIn(options);
        Preparation prepared = Preparation.of(options, compute);
        folder.requireSameData(prepared);
        if (steps < 1) {
            throw new Slip("--steps must be at least 1");
        }
        long taken = folder.stepsTaken(); // fewer than planned, where early stopping or the time ended the run
        long all = Math.min(steps, taken > 0 ? taken : prepared.options().steps);
        Path again = Files.createTempDirectory("hypnos-verify");
        try {
            List<String> repeated = repeat(prepared, all, new RunFiles(again));
            return compare(folder, all, repeated);
        } finally {
            MoreFiles.deleteRecursively(again, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private List<String> repeat(Preparation prepared, long all, RunFiles files) throws IOException {
        RunOptions options = prepared.options();
        Progress progress = new Progress(
                spec.commandLine().getErr(), compute.quiet, prepared.training().stepsPerEpoch());
        RunPlan whole = prepared.plan(Optional.empty());
        RunPlan first = new RunPlan(all, Optional.empty(), all, whole.evaluateEvery());
        try (var training = prepared.training();
                MetricsLog metrics = new MetricsLog(
                        files.metrics(), options.logEvery, prepared.parameters(), options.checkpointEvery);
                StopRequest stop = StopRequest.open()) {
            RunLoop loop = new RunLoop(
                    training, files.checkpoints(1), first, prepared.whileTraining(), List.of(metrics, progress));
            if (loop.run(stop) == Ending.ASKED) {
                throw new Slip("stopped after step " + training.step() + " of " + all + "; nothing was compared");
            }
        }
        progress.clear();
        return lines(files);
    }

    private static List<String> lines(RunFiles files) throws IOException {
        try {
            return Files.readAllLines(files.metrics());
        } catch (CharacterCodingException e) {
            throw new Slip(FileFault.describe(files.metrics(), e), e);
        }
    }

    /** The recorded lines must begin with the repeated ones. */
    private int compare(RunFolder folder, long all, List<String> repeated) throws IOException {
        List<String> recorded = lines(folder.files());
        int same = 0;
        while (same < repeated.size()
                && same < recorded.size()
                && repeated.get(same).equals(recorded.get(same))) {
            same++;
        }
        if (same == repeated.size()) {
            say("verified: the first " + all + " steps give the same " + same + " lines of figures and digests", same);
            return 0;
        }
        if (same == recorded.size()) {
            say(
                    "the run has recorded less than " + all + " steps; the " + same + " lines that it has are the same",
                    same);
            return 0;
        }
        say(
                "the bits differ from line " + (same + 1) + " on:" + System.lineSeparator() + "  recorded: "
                        + recorded.get(same) + System.lineSeparator() + "  repeated: " + repeated.get(same),
                same);
        return 1;
    }

    private void say(String text, int same) {
        var terminal =
                compute.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        terminal.println(text);
        terminal.flush();
        if (compute.json) {
            new JsonLine().add("same_lines", same).printTo(spec.commandLine().getOut());
        }
    }
}
