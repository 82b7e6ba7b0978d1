package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.util.List;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.inference.NearestName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose means of causes a command takes. */
final class MeansOptions {
    private static final List<String> KINDS = List.of("guide", "posterior");
    private static final int SAMPLES = 1000;

    @Option(
            names = "--means",
            description =
                    "guide: its means alone, each layer's given the one below, without draws; or posterior: those of"
                            + " p(h given x), by weighed draws of the guide")
    private @Nullable String kind;

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "draws for each datum of --means posterior (default: 1000)")
    private @Nullable Integer samples;

    /** Finds slips; without a choice it is {@code otherwise}. */
    void check(String otherwise) {
        if (kind == null) {
            kind = samples != null ? "posterior" : otherwise;
        }
        if (!KINDS.contains(kind)) {
            throw new Slip("--means " + kind + ": " + NearestName.suggestion(kind, KINDS));
        }
        if (samples != null && !isPosterior()) {
            throw new Slip("--means guide draws nothing; leave out --samples, or choose --means posterior");
        }
        if (samples != null && samples < 2) {
            throw new Slip("--samples must be at least 2, found " + samples);
        }
    }

    boolean isPosterior() {
        return "posterior".equals(kind);
    }

    int samples() {
        return samples != null ? samples : SAMPLES;
    }

    /** The means of {@code opened}'s data. */
    CauseMeans find(RunData.Opened opened, CommonOptions common, PrintWriter err) {
        Engine engine = common.engine();
        if (!isPosterior()) {
            opened.requireGuideMeans("--means posterior estimates it");
            return CauseMeans.ofGuide(opened.pair(), opened.dataset(), opened.causes(), engine, common.threads);
        }
        SamplingProgress progress =
                new SamplingProgress(err, common.quiet, opened.dataset().size());
        try {
            ImportanceSampling sampling = new ImportanceSampling(
                    opened.pair().model(),
                    opened.pair().guide(),
                    opened.dataset(),
                    samples(),
                    common.seed,
                    engine,
                    common.threads,
                    progress);
            return CauseMeans.ofPosterior(sampling, opened.causes());
        } finally {
            progress.end();
        }
    }

    /** Whose they are. */
    String text() {
        return isPosterior() ? "posterior means by K = " + samples() + " draws" : "the guide's means";
    }
}
