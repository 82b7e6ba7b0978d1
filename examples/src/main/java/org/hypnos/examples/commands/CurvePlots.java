package org.hypnos.examples.commands;

import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hypnos.core.inference.NearestName;
import org.hypnos.examples.report.Headline;
import org.hypnos.examples.report.MetricsLine;
import org.hypnos.examples.report.Plot;
import org.hypnos.examples.report.RunRecord;
import org.hypnos.examples.report.Series;
import org.jspecify.annotations.Nullable;

/**
 * Plots of what runs wrote while they trained.
 *
 * @param split of the evaluations; null for all
 */
record CurvePlots(List<RunRecord> runs, @Nullable String split) {
    private static final Set<String> NO_NUMBERS = Set.of("step", "kind");

    /** The plot of {@code metric}; without one, of the model's loss and of each metric that was evaluated. */
    List<Plot> of(@Nullable String metric) {
        for (RunRecord run : runs) {
            if (run.metrics().isEmpty()) {
                throw new Slip(run.folder() + ": there is nothing to plot yet (metrics.jsonl is missing or empty)");
            }
        }
        requireKnown("--split", split, evaluated("split"));
        Set<String> evaluated = evaluated("metric");
        Set<String> all = Sets.union(trained(), evaluated);
        requireKnown("--metric", metric, all);
        if (split != null && metric != null && !evaluated.contains(metric)) {
            throw new Slip(
                    "--split " + split + ": '" + metric + "' is of training; only " + evaluated + " have splits");
        }
        return requireSome(
                (metric != null ? Set.of(metric) : usual(evaluated))
                        .stream()
                                .map(name -> evaluated.contains(name) ? evaluations(name) : training(name))
                                .filter(plot -> !plot.curves().isEmpty())
                                .toList(),
                all);
    }

    /** The model's loss, and whatever was evaluated. */
    private Set<String> usual(Set<String> evaluated) {
        return split == null ? Sets.union(Set.of("theta_loss"), evaluated) : evaluated;
    }

    private static List<Plot> requireSome(List<Plot> plots, Set<String> all) {
        if (plots.isEmpty()) {
            throw new Slip("there are no numbers to plot; name one of " + all + " by --metric");
        }
        return plots;
    }

    private static void requireKnown(String option, @Nullable String name, Set<String> names) {
        if (name != null && !names.contains(name)) {
            throw new Slip(option + " " + name + ": no run has it; " + NearestName.suggestion(name, names));
        }
    }

    /** What evaluations say at {@code key}, such as the splits. */
    private Set<String> evaluated(String key) {
        Set<String> found = new LinkedHashSet<>();
        runs.forEach(run -> run.evaluations().forEach(line -> found.add(line.text(key))));
        return found;
    }

    private Set<String> trained() {
        Set<String> keys = new LinkedHashSet<>();
        runs.forEach(run -> run.train().map(MetricsLine::fields).forEach(fields -> keys.addAll(fields.keySet())));
        keys.removeAll(NO_NUMBERS);
        return keys;
    }

    private Plot training(String key) {
        List<Series> curves = new ArrayList<>();
        for (RunRecord run : runs) {
            curves.add(Series.of(name(run), run.train(), key));
        }
        return plot(key.replace('_', ' '), key.endsWith("_loss") ? "nats" : key.replace('_', ' '), curves);
    }

    private Plot evaluations(String metric) {
        List<Series> curves = new ArrayList<>();
        for (RunRecord run : runs) {
            for (Series curve : Series.evaluations(run, metric)) {
                if (split == null || curve.name().startsWith(split + ",")) {
                    curves.add(runs.size() == 1 ? curve : curve.named(name(run) + ": " + curve.name()));
                }
            }
        }
        String title = Headline.metric(metric) + (metric.equals("reconstruction") ? ", not a likelihood" : "");
        return plot(title, "nats", curves);
    }

    private static Plot plot(String title, String up, List<Series> curves) {
        return new Plot(
                title,
                "steps",
                up,
                false,
                curves.stream().filter(curve -> !curve.isEmpty()).toList());
    }

    /** The folder's name; all of the path where another run has the same name. */
    private String name(RunRecord run) {
        Path folder = run.folder().toAbsolutePath().normalize();
        long same = runs.stream()
                .filter(other -> other.folder()
                        .toAbsolutePath()
                        .normalize()
                        .getFileName()
                        .equals(folder.getFileName()))
                .count();
        return same == 1 ? folder.getFileName().toString() : run.folder().toString();
    }
}
