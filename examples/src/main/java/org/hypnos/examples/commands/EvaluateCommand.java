package org.hypnos.examples.commands;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.Elbo;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.ReconstructionCrossEntropy;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how well a trained model explains data. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Estimates the negative log-likelihood of data under a trained model, or another number.")
final class EvaluateCommand implements Callable<Integer> {
    private static final List<String> METRICS = List.of("nll", "elbo", "reconstruction");
    private static final int FIRST = 100;
    private static final int MOST = 100_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @CommandLine.Mixin
    private RunData source;

    @Option(names = "--out", paramLabel = "RUN", description = "the same as RUN: the folder that train wrote to")
    private @Nullable Path out;

    @Option(
            names = "--metric",
            description = "nll (default), elbo, or reconstruction: the cross-entropy with the guide's means plugged in,"
                    + " which is not a likelihood")
    private String metric = "nll";

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "draws for each datum (default: 1000); the NLL of bars, without it, adds up all causes")
    private @Nullable Integer samples;

    @Option(
            names = "--until-interval",
            paramLabel = "W",
            description =
                    "doubles K, from --samples or 100 on, until the 95 %% Monte Carlo interval is +- W or narrower")
    private @Nullable Double untilInterval;

    @Option(
            names = "--max-samples",
            paramLabel = "K",
            description = "the most draws for each datum that --until-interval makes (default: 100000)")
    private @Nullable Integer maxSamples;

    @Override
    public Integer call() {
        checkOptions();
        RunData.Opened opened = source.open(out);
        Engine engine = common.engine();
        Evaluation evaluation;
        try {
            evaluation = evaluate(opened, engine);
        } catch (IllegalArgumentException e) {
            throw new Slip(e.getMessage(), e);
        }
        report(opened.folder(), opened.pair(), evaluation);
        return 0;
    }

    private void checkOptions() {
        require(!source.namesRun() || out == null, "RUN and --out both name the run; give one of them");
        require(METRICS.contains(metric), "--metric " + metric + ": " + NearestName.suggestion(metric, METRICS));
        require(samples == null || samples >= 2, "--samples must be at least 2, found " + samples);
        require(
                untilInterval == null || (untilInterval > 0 && untilInterval < Double.POSITIVE_INFINITY),
                "--until-interval must be a positive number of nats, found " + untilInterval);
        require(
                maxSamples == null || untilInterval != null,
                "--max-samples bounds the draws of --until-interval, which is missing");
        require(
                untilInterval == null || most() >= first(),
                "--max-samples " + most() + ": there are at least " + first() + " draws to begin with; give fewer by"
                        + " --samples");
        require(
                !metric.equals("reconstruction") || (samples == null && untilInterval == null),
                "--metric reconstruction draws nothing; leave out --samples and --until-interval");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Slip(otherwise);
        }
    }

    private int first() {
        return samples != null ? samples : untilInterval != null ? FIRST : 1000;
    }

    private int most() {
        return maxSamples != null ? maxSamples : MOST;
    }

    private Evaluation evaluate(RunData.Opened opened, Engine engine) {
        Pair pair = opened.pair();
        if (metric.equals("reconstruction")) {
            opened.requireGuideMeans("--metric nll and elbo need none");
            return Evaluation.of(ReconstructionCrossEntropy.of(
                    pair.model(), pair.guide(), opened.dataset(), engine, common.threads));
        }
        boolean enumerable = opened.images().isBars() && opened.config().plan().enumerable();
        if (metric.equals("nll") && enumerable && samples == null && untilInterval == null) {
            return Evaluation.exact(pair, opened.dataset(), engine, common.threads);
        }
        SamplingProgress progress = new SamplingProgress(
                spec.commandLine().getErr(), common.quiet, opened.dataset().size());
        ImportanceSampling sampling = new ImportanceSampling(
                        pair.model(), pair.guide(), opened.dataset(), first(), common.seed, engine, common.threads)
                .withListener(progress);
        try {
            return metric.equals("nll") ? nll(sampling) : elbo(sampling);
        } finally {
            progress.end();
        }
    }

    private Evaluation nll(ImportanceSampling sampling) {
        if (untilInterval == null) {
            return Evaluation.of(ImportanceNll.of(sampling), sampling.dataset());
        }
        ImportanceNll nll = ImportanceNll.until(untilInterval, most(), sampling);
        return ended(Evaluation.of(nll, sampling.dataset()), nll.monteCarlo().halfWidth());
    }

    private Evaluation elbo(ImportanceSampling sampling) {
        if (untilInterval == null) {
            return Evaluation.of(Elbo.of(sampling), sampling.dataset());
        }
        Elbo elbo = Elbo.until(untilInterval, most(), sampling);
        return ended(Evaluation.of(elbo, sampling.dataset()), elbo.monteCarlo().halfWidth());
    }

    /** With why there were no more draws. */
    private Evaluation ended(Evaluation evaluation, double halfWidth) {
        boolean narrow = halfWidth <= untilInterval;
        String why = narrow
                ? String.format(Locale.ROOT, "the Monte Carlo interval is as narrow as +- %s", untilInterval)
                : String.format(
                        Locale.ROOT,
                        "stopped at --max-samples %d: the Monte Carlo interval is not yet as narrow as +- %s",
                        most(),
                        untilInterval);
        JsonObject figures = evaluation.figures();
        figures.addProperty("until_interval", untilInterval);
        figures.addProperty("stopped_by", narrow ? "interval" : "max_samples");
        return new Evaluation(evaluation.text() + System.lineSeparator() + why, figures);
    }

    private void report(RunFolder folder, Pair pair, Evaluation evaluation) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        text.println(source.split() + " split: " + evaluation.text());
        text.flush();
        if (common.json) {
            new JsonLine()
                    .add("run", folder.path().toString())
                    .add("split", source.split())
                    .add("metric", metric)
                    .addAll(evaluation.figures())
                    .add(
                            "parameters_sha256",
                            ParameterDigest.sha256(
                                    pair.model().parameters(), pair.guide().parameters()))
                    .printTo(spec.commandLine().getOut());
        }
    }
}
