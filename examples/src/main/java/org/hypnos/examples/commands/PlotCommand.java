package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.NearestName;
import org.hypnos.examples.report.Plot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws curves of runs. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description = "Draws curves of one or more runs in one picture: what they wrote while they trained, or how the"
                + " estimated NLL depends on the number of draws.")
final class PlotCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 100_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "folders of runs (default: the newest in runs)")
    private List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "PNG",
            description = "the picture (default: curves.png or nll-samples.png in the first run's folder)")
    private @Nullable Path out;

    @Option(
            names = "--metric",
            paramLabel = "KEY",
            description =
                    "one of metrics.jsonl, such as ess_mean or nll (default: the model's loss and all evaluations)")
    private @Nullable String metric;

    @Option(names = "--split", description = "evaluations of train, valid or test (default: all; by draws: valid)")
    private @Nullable String split;

    @Option(names = "--nll-samples", description = "the NLL against the number of draws for each datum, by new draws")
    private boolean bySamples;

    @Option(names = "--max-samples", description = "with --nll-samples: the most draws (default: 1000)")
    private @Nullable Integer mostSamples;

    @Override
    public Integer call() throws IOException {
        List<Path> folders = runs.isEmpty() ? List.of(RunFolder.open(null).path()) : distinct(runs);
        folders.forEach(RunChoice::requireRun);
        Path file = file(folders.get(0));
        JsonArray figures = new JsonArray();
        ImageGrid.write(file, Plot.picture(bySamples ? samples(folders, figures) : curves(folders)));
        people().println("the picture is " + file);
        people().flush();
        if (common.json) {
            JsonObject nll = new JsonObject();
            nll.add("nll_by_samples", figures);
            JsonLine line = new JsonLine().add("out", file.toString());
            (bySamples ? line.addAll(nll) : line).printTo(spec.commandLine().getOut());
        }
        return 0;
    }

    private static List<Path> distinct(List<Path> runs) {
        Map<Path, Path> byPlace = new LinkedHashMap<>();
        runs.forEach(run -> byPlace.putIfAbsent(run.toAbsolutePath().normalize(), run));
        return List.copyOf(byPlace.values());
    }

    private PrintWriter people() {
        return common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private Path file(Path folder) {
        Path file = out != null ? out : folder.resolve(bySamples ? "nll-samples.png" : "curves.png");
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new Slip("--out " + file + ": the picture's name must end in .png");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent) || !Files.isWritable(parent) || Files.isDirectory(file)) {
            throw new Slip("--out " + file + ": cannot write a picture there");
        }
        return file;
    }

    private List<Plot> curves(List<Path> folders) {
        if (mostSamples != null) {
            throw new Slip("--max-samples goes with --nll-samples, which is missing");
        }
        return new CurvePlots(folders.stream().map(RunChoice::read).toList(), split).of(metric);
    }

    private List<Plot> samples(List<Path> folders, JsonArray figures) {
        if (metric != null) {
            throw new Slip("--nll-samples plots the NLL; --metric " + metric + " contradicts it");
        }
        int most = mostSamples == null ? 1000 : mostSamples;
        if (most < 2 || most > MOST_SAMPLES) {
            throw new Slip("--max-samples must be between 2 and " + MOST_SAMPLES + ", found " + most);
        }
        Progress progress = new Progress(spec.commandLine().getErr(), common.quiet, 0);
        return List.of(new SamplesPlot(common, chosenSplit(), most, people(), figures).of(folders, progress));
    }

    private ImageData.Split chosenSplit() {
        List<String> names = List.of("train", "valid", "test");
        String name = split == null ? "valid" : split;
        if (!names.contains(name)) {
            throw new Slip("--split " + name + ": " + NearestName.suggestion(name, names));
        }
        return ImageData.Split.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
