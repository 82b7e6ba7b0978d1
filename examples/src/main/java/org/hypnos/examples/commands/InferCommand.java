package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Npy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what causes data have under a trained model. */
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description = "Writes the mean of each hidden unit given each image to .npy files of shape [images, units], one"
                + " for each layer: h1.npy, h2.npy, ...")
final class InferCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @CommandLine.Mixin
    private RunData source;

    @CommandLine.Mixin
    private MeansOptions means;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the files go (default: the folder causes-SPLIT in the run's folder)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        means.check("posterior");
        RunData.Opened opened = source.open(null);
        Path folder = out != null ? out : opened.folder().path().resolve("causes-" + source.split());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Slip("--out " + folder + ": no folder can be made there: " + e.getMessage(), e);
        }
        CauseMeans causes = means.find(opened, common, spec.commandLine().getErr());
        JsonArray files = new JsonArray();
        for (Map.Entry<String, Tensor> site : causes.ofSites().entrySet()) {
            Path file = folder.resolve(site.getKey() + ".npy");
            Npy.write(file, site.getValue());
            files.add(file.toString());
        }
        report(opened, folder, causes, files);
        return 0;
    }

    private void report(RunData.Opened opened, Path folder, CauseMeans causes, JsonArray files) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        int data = opened.dataset().size();
        text.println(String.format(
                Locale.ROOT,
                "%s of %s for %d images of the %s split in %s",
                means.text(),
                String.join(", ", causes.ofSites().keySet()),
                data,
                source.split(),
                folder));
        JsonObject figures = new JsonObject();
        if (causes.estimated() != null) {
            text.println(causes.estimated().effectiveSampleSize());
            figures.addProperty("samples", means.samples());
            figures.addProperty(
                    "ess_mean", causes.estimated().effectiveSampleSize().mean());
            figures.addProperty("left_out", causes.withoutWeight());
        }
        if (causes.withoutWeight() > 0) {
            text.println(causes.withoutWeight() + " images have no draw of positive weight; their means are NaN");
        }
        text.flush();
        if (common.json) {
            figures.add("files", files);
            new JsonLine()
                    .add("run", opened.folder().path().toString())
                    .add("split", source.split())
                    .add("count", data)
                    .add("means", means.isPosterior() ? "posterior" : "guide")
                    .addAll(figures)
                    .printTo(spec.commandLine().getOut());
        }
    }
}
