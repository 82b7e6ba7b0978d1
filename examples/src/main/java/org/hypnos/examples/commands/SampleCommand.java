package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Tensor;
import org.hypnos.examples.networks.SigmoidBeliefNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws fantasies of a trained model. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Draws fantasies of a trained model and writes them to a PNG: the probability of each pixel.")
final class SampleCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--count", description = "how many (default: ${DEFAULT-VALUE})")
    private int count = 100;

    @Option(
            names = "--out",
            paramLabel = "PNG",
            description = "the picture (default: fantasies.png in the run's folder)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > 100_000) {
            throw new Slip("--count must be between 1 and 100000, found " + count);
        }
        if (out != null && !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new Slip("--out " + out + ": the picture's name must end in .png");
        }
        RunFolder folder = RunFolder.open(run);
        SigmoidBeliefNetwork.Pair pair = folder.readPrograms(folder.readConfig());
        Path file = out != null ? out : folder.path().resolve("fantasies.png");
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent) || !Files.isWritable(parent) || Files.isDirectory(file)) {
            throw new Slip("--out " + file + ": cannot write a picture there");
        }
        Tensor images = new Pictures(pair.model(), pair.guide(), common.engine(), common.seed).fantasies(count);
        ImageGrid.write(file, ImageGrid.of(images));
        report(file, images.mean().item());
        return 0;
    }

    private void report(Path file, double meanPixel) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        text.println(String.format(Locale.ROOT, "%d fantasies in %s, mean pixel %.3f", count, file, meanPixel));
        text.flush();
        if (common.json) {
            new JsonLine()
                    .add("count", count)
                    .add("out", file.toString())
                    .add("mean_pixel", meanPixel)
                    .printTo(spec.commandLine().getOut());
        }
    }
}
