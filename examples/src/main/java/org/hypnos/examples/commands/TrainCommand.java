package org.hypnos.examples.commands;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network and says how well it explains data that it has not learned from. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains a network of layers. Without --data: on bars of 5 x 5 pixels, by a recipe that it prints.")
final class TrainCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private RunOptions options;

    @CommandLine.Mixin
    private ComputeOptions compute;

    @Option(
            names = "--config",
            paramLabel = "JSON",
            description = "a file with options, such as a run's config.json; the command line goes before it")
    private @Nullable Path config;

    @Option(names = "--max-minutes", description = "end after so long, in good order")
    private @Nullable Double maxMinutes;

    @Option(names = "--explain", description = "before the first step, tell every site, parameter and cost")
    private boolean explain;

    @Option(names = "--out", paramLabel = "DIR", description = "a folder for the run (default: a new one in runs)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (config != null) {
            OptionsJson.complete(
                    spec.commandLine().getParseResult(), RunConfig.readOptions(config), "--config " + config);
        }
        Optional<Duration> most = minutes(maxMinutes);
        String name = Path.of(options.data).getFileName() + "-" + options.algorithm;
        try (Claim claim = Claim.ofNew(out, name)) {
            Preparation prepared = Preparation.of(options, compute);
            PrintWriter people = compute.json
                    ? spec.commandLine().getErr()
                    : spec.commandLine().getOut();
            introduce(people, prepared, claim);
            JsonObject values = OptionsJson.of(options);
            new RunConfig(values, prepared.made()).write(claim.files().config());
            new TrainingRun(
                            prepared,
                            claim.files(),
                            most,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .carryOut();
        }
        return 0;
    }

    static Optional<Duration> minutes(@Nullable Double minutes) {
        if (minutes == null) {
            return Optional.empty();
        }
        if (!(minutes > 0 && minutes < 1e6)) {
            throw new Slip("--max-minutes must be positive, found " + minutes);
        }
        return Optional.of(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    private void introduce(PrintWriter people, Preparation prepared, Claim claim) {
        if (!compute.quiet) {
            people.println("hypnos " + Recipe.command(options));
            people.println("engine " + prepared.engine() + hint() + ", " + compute.threads + " threads, run in "
                    + claim.files().path());
        }
        if (explain) {
            people.println(prepared.training().explain());
        }
        people.flush();
    }

    /** How to get the faster engine. */
    private static String hint() {
        return Engine.fastest().name().equals("vector")
                ? ""
                : " (start java with --add-modules jdk.incubator.vector for a faster one)";
    }
}
