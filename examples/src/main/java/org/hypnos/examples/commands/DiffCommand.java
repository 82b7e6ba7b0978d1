package org.hypnos.examples.commands;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hypnos.examples.report.LineParting;
import org.hypnos.examples.report.RunDiff;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where two runs part. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Says what sets two runs apart: options, then the first step, site and parameter at which they part."
                        + " Exit code 0: the same bits, 1: they part.")
final class DiffCommand implements Callable<Integer> {
    private static final int PARTED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "the first run's folder")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN", description = "the second run's folder")
    private Path second;

    @Option(names = "--json", description = "one line of JSON in place of text")
    private boolean json;

    @Override
    public Integer call() {
        RunDiff diff = compare();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            figures(diff).printTo(out);
        } else {
            new DiffText(diff, out).print();
        }
        return diff.same() ? 0 : PARTED;
    }

    private RunDiff compare() {
        RunChoice.requireRun(first);
        RunChoice.requireRun(second);
        try {
            if (Files.isSameFile(first, second)) {
                throw new Slip(first + " and " + second + " are the same folder; name two runs");
            }
            return RunDiff.of(RunChoice.read(first), RunChoice.read(second));
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    private static JsonLine figures(RunDiff diff) {
        Gson gson = new Gson();
        JsonObject figures = new JsonObject();
        figures.addProperty("same", diff.same());
        figures.add("options", gson.toJsonTree(diff.options()));
        figures.add("made", gson.toJsonTree(diff.made()));
        figures.add("metrics", gson.toJsonTree(diff.metrics().orElse(null)));
        figures.add(
                "sites", gson.toJsonTree(diff.metrics().map(LineParting::sites).orElse(List.of())));
        figures.add("parameters", gson.toJsonTree(diff.digests().orElse(null)));
        figures.add("tensors", gson.toJsonTree(diff.tensors()));
        figures.addProperty("file", diff.file().map(Path::toString).orElse(null));
        return new JsonLine()
                .addAll(figures)
                .add("last_step_left", diff.left().lastStep())
                .add("last_step_right", diff.right().lastStep());
    }
}
