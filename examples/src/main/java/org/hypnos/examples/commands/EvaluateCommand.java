package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Estimates the likelihood of data under a trained model. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Estimates the negative log-likelihood of data under a trained model.")
final class EvaluateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--out", paramLabel = "RUN", description = "the same: the folder that train wrote to")
    private @Nullable Path out;

    @Option(names = "--samples", description = "draws for each datum; for bars, without it, all causes are added up")
    private @Nullable Integer samples;

    @Option(names = "--data", paramLabel = "DIR", description = "other data than the run's")
    private @Nullable String data;

    @Option(names = "--split", description = "train, valid (default) or test")
    private String split = "valid";

    @Override
    public Integer call() {
        if (run != null && out != null) {
            throw new Slip("RUN and --out both name the run; give one of them");
        }
        RunFolder folder = RunFolder.open(run != null ? run : out);
        RunFolder.Config config = folder.readConfig();
        Pair pair = folder.readPrograms(config);
        Engine engine = common.engine();
        ImageData images = new ImageData(data != null ? data : config.data(), config.binarize());
        Dataset dataset = images.read(chosenSplit());
        int visible = ImageData.pixels(dataset);
        if (visible != config.visible()) {
            throw new Slip("the images have " + visible + " pixels, the model was trained on " + config.visible());
        }
        if (samples != null && samples < 2) {
            throw new Slip("--samples must be at least 2, found " + samples);
        }
        Likelihood likelihood = images.isBars() && samples == null
                ? Likelihood.exact(pair, dataset, engine, common.threads)
                : Likelihood.importance(
                        pair, dataset, samples == null ? 1000 : samples, common.seed, engine, common.threads);
        report(folder, pair, likelihood);
        return 0;
    }

    private ImageData.Split chosenSplit() {
        try {
            return ImageData.Split.valueOf(split.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Slip("--split " + split + ": there are train, valid and test", e);
        }
    }

    private void report(RunFolder folder, Pair pair, Likelihood likelihood) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        text.println(split + " split: " + likelihood.text());
        text.flush();
        if (common.json) {
            new JsonLine()
                    .add("run", folder.path().toString())
                    .add("split", split)
                    .addAll(likelihood.figures())
                    .add(
                            "parameters_sha256",
                            ParameterDigest.sha256(
                                    pair.model().parameters(), pair.guide().parameters()))
                    .printTo(spec.commandLine().getOut());
        }
    }
}
