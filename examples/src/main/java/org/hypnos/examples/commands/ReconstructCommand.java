package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.evaluation.Reconstruction;
import org.hypnos.core.evaluation.ReconstructionCrossEntropy;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.networks.LayerKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows images above what a trained model makes of their causes. */
@Command(
        name = "reconstruct",
        mixinStandardHelpOptions = true,
        description =
                "Writes images to a PNG, each above the probabilities of its pixels given the means of its causes.")
final class ReconstructCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @CommandLine.Mixin
    private RunData source;

    @CommandLine.Mixin
    private MeansOptions means;

    @Option(names = "--count", description = "how many images, evenly over the split (default: ${DEFAULT-VALUE})")
    private int count = 50;

    @Option(
            names = "--out",
            paramLabel = "PNG",
            description = "the picture (default: reconstructions.png in the run's folder)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        means.check("guide");
        if (count < 1 || count > 100_000) {
            throw new Slip("--count must be between 1 and 100000, found " + count);
        }
        OutFile.requireEnding(out, ".png");
        RunData.Opened opened = source.open(null).some(count);
        Path file = OutFile.of(out, opened.folder().path().resolve("reconstructions.png"));
        Engine engine = common.engine();
        CauseMeans causes = means.find(opened, common, spec.commandLine().getErr());
        Dataset data = causes.beside(opened.dataset());
        Program model = opened.pair().model();
        Program guide = causes.guide();
        Tensor pixels = Reconstruction.of(model, guide, data, "x", engine, common.threads);
        ReconstructionCrossEntropy entropy = ReconstructionCrossEntropy.of(model, guide, data, engine, common.threads);
        ImageGrid.write(file, ImageGrid.pairs(opened.dataset().values().get("x").unnamed(), pixels.unnamed()));
        report(opened, file, entropy);
        return 0;
    }

    private void report(RunData.Opened opened, Path file, ReconstructionCrossEntropy entropy) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        LayerKind kind = opened.config().plan().model();
        text.println(String.format(
                Locale.ROOT,
                "%d images of the %s split in %s, each with its reconstruction below it%s",
                entropy.data(),
                source.split(),
                file,
                kind == LayerKind.DARN || kind == LayerKind.NADE
                        ? ": each pixel given the image's own pixels before it"
                        : ""));
        String given = means.isPosterior() ? means.text() + " plugged in" : "the guide's means plugged in";
        text.println(entropy.toString().replace("the guide's means plugged in", given));
        text.flush();
        if (common.json) {
            new JsonLine()
                    .add("run", opened.folder().path().toString())
                    .add("split", source.split())
                    .add("count", entropy.data())
                    .add("means", means.isPosterior() ? "posterior" : "guide")
                    .addAll(Evaluation.of(entropy).figures())
                    .add("out", file.toString())
                    .printTo(spec.commandLine().getOut());
        }
    }
}
