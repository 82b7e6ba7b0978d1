package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.Interval;
import org.hypnos.core.evaluation.NllCurve;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.report.Plot;
import org.hypnos.examples.report.Series;

/**
 * How the estimated NLL of runs depends on the number of draws, as a table and a plot.
 *
 * @param most draws for each datum
 */
record SamplesPlot(CommonOptions common, ImageData.Split split, int most, PrintWriter people, JsonArray figures) {
    Plot of(List<Path> folders, Progress progress) {
        List<Series> curves = new ArrayList<>();
        for (Path folder : folders) {
            progress.say(folder + ": up to " + most + " draws for each datum ...");
            ImmutableList<ImportanceNll> estimates = estimates(RunFolder.open(folder));
            progress.end();
            curves.add(curve(folder.toString(), estimates));
            table(folder, estimates);
        }
        String up = "NLL of the " + split.name().toLowerCase(Locale.ROOT) + " split in nats; bars: 95 % Monte Carlo";
        return new Plot("NLL against the number of draws", "draws for each datum", up, true, curves);
    }

    private ImmutableList<ImportanceNll> estimates(RunFolder folder) {
        var config = folder.readConfig();
        var pair = folder.readPrograms(config);
        Dataset data = new ImageData(config.data()).read(split);
        return NllCurve.of(new ImportanceSampling(
                        pair.model(), pair.guide(), data, most, common.seed, common.engine(), common.threads))
                .estimates();
    }

    private static Series curve(String name, ImmutableList<ImportanceNll> estimates) {
        return new Series(
                name,
                estimates.stream()
                        .map(nll -> new Series.Point(
                                nll.samples(),
                                nll.nats(),
                                nll.monteCarlo().low(),
                                nll.monteCarlo().high()))
                        .collect(ImmutableList.toImmutableList()));
    }

    private void table(Path folder, ImmutableList<ImportanceNll> estimates) {
        people.println(
                folder + ", " + split.name().toLowerCase(Locale.ROOT) + " split, importance-sampled NLL in nats");
        people.println("       K         NLL   Monte Carlo     over data          bias");
        for (ImportanceNll nll : estimates) {
            people.println(String.format(
                    Locale.ROOT,
                    "%8d  %10.4f  %12s  %12s  %12s",
                    nll.samples(),
                    nll.nats(),
                    halfWidth(nll.monteCarlo()),
                    halfWidth(nll.overData()),
                    Double.isNaN(nll.estimatedBias()) ? "" : String.format(Locale.ROOT, "%.4f", nll.estimatedBias())));
            figures.add(figures(folder, nll));
        }
        people.flush();
    }

    private static String halfWidth(Interval interval) {
        return Double.isNaN(interval.halfWidth()) ? "" : String.format(Locale.ROOT, "+- %.4f", interval.halfWidth());
    }

    private static JsonObject figures(Path folder, ImportanceNll nll) {
        JsonObject figures = new JsonObject();
        figures.addProperty("run", folder.toString());
        figures.addProperty("nll_samples", nll.samples());
        figures.addProperty("nll", nll.nats());
        figures.addProperty("nll_kind", "importance");
        if (!Double.isNaN(nll.estimatedBias())) {
            figures.add("nll_monte_carlo_interval", ends(nll.monteCarlo()));
            figures.addProperty("nll_estimated_bias", nll.estimatedBias());
        }
        figures.add("nll_interval", ends(nll.overData()));
        return figures;
    }

    private static JsonArray ends(Interval interval) {
        JsonArray ends = new JsonArray();
        ends.add(interval.low());
        ends.add(interval.high());
        return ends;
    }
}
