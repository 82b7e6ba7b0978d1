package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run that was stopped, killed or out of time, to the same bytes as if it had not been. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Goes on with a run from its last checkpoint, to the same bytes as an uninterrupted one.")
final class ResumeCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ComputeOptions compute;

    @CommandLine.Mixin
    private MovedPlugins moved;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--steps", description = "the number of steps after which the run is complete, in place of its own")
    private @Nullable Long steps;

    @Option(names = "--max-minutes", description = "end after so long, in good order")
    private @Nullable Double maxMinutes;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        try (Claim claim = Claim.of(folder.path())) {
            RunConfig config = folder.config();
            RunOptions options = folder.options();
            if (steps != null) {
                options.steps = steps;
            }
            boolean hasMoved = moved.placeIn(options);
            Preparation prepared = Preparation.of(options, compute);
            folder.requireSameData(prepared);
            if (steps != null) {
                requireMore(folder);
                warnOfRate(options);
            }
            if (steps != null || hasMoved) {
                new RunConfig(OptionsJson.of(options), config.made())
                        .write(claim.files().config());
            }
            new TrainingRun(
                            prepared,
                            claim.files(),
                            TrainCommand.minutes(maxMinutes),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .carryOut();
        }
        return 0;
    }

    /** A schedule that ended with the old steps leaves nothing to move by. */
    private void warnOfRate(RunOptions options) {
        if (Schedule.parse(options.lr).at(options.steps - 1) == 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("warning: the rate " + options.lr + " is 0 at the new end: no parameter moves there");
            err.flush();
        }
    }

    private void requireMore(RunFolder folder) throws IOException {
        long taken = folder.stepsTaken();
        if (steps < taken) {
            throw new Slip("--steps " + steps + ": " + folder.path() + " has taken " + taken
                    + " steps already; name as many or more");
        }
    }
}
