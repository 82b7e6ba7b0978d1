package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Curves that belong together, with their title.
 *
 * @param unit of the numbers; empty where they have none
 * @param curves those that have points
 */
record Panel(String title, String unit, String note, List<Series> curves) {
    private static final int MOST_POINTS = 600;
    private static final ImmutableList<String> METRICS = ImmutableList.of("nll", "elbo", "reconstruction");

    /** All that {@code run} has numbers for. */
    static List<Panel> of(RunRecord run) {
        List<Panel> panels = new ArrayList<>();
        for (String metric : METRICS) {
            String note = metric.equals("reconstruction") ? "not a likelihood" : "";
            panels.add(new Panel(Headline.metric(metric), "nats", note, Series.evaluations(run, metric)));
        }
        Train train = new Train(run, new TreeSet<>());
        panels.add(train.panel("Model's loss", "nats", "theta, on training batches", "theta_loss"));
        panels.add(train.panel("Guide's loss", "nats", "phi, on training batches", "phi_loss"));
        panels.add(train.panel(
                "Effective sample size", "", "of a datum's particles", "ess_mean", "ess_5_percent", "ess_least"));
        panels.add(train.panel("Largest weight", "", "1: one particle has it all", "largest_weight"));
        panels.add(
                train.prefixed("log p - log q by site", "nats", "mean over particles by weight, and over data", "kl/"));
        panels.add(train.panel("Gradient norms", "", "before they are bounded", "theta_norm", "phi_norm"));
        panels.add(train.prefixed("Regularization", "nats", "", "regularization/"));
        panels.add(train.panel("Data left out", "", "probability 0 under all draws", "left_out"));
        panels.add(train.panel("Share of data with ESS below 2", "", "", "ess_below_2"));
        train.others().forEach(key -> panels.add(train.panel(key, "", "", key)));
        panels.add(new Panel(
                "Speed",
                "examples/s",
                "",
                List.of(Series.of("examples/s", run.timings().stream(), "examples_per_second"))));
        return panels.stream()
                .map(Panel::withoutEmpty)
                .filter(panel -> !panel.curves().isEmpty())
                .toList();
    }

    /** The numbers of training; {@code shown} are the keys that panels were made of. */
    private record Train(RunRecord run, Set<String> shown) {
        Panel panel(String title, String unit, String note, String... keys) {
            return new Panel(
                    title, unit, note, List.of(keys).stream().map(this::curve).toList());
        }

        Panel prefixed(String title, String unit, String note, String prefix) {
            return panel(
                    title,
                    unit,
                    note,
                    keys().stream().filter(key -> key.startsWith(prefix)).toArray(String[]::new));
        }

        private Series curve(String key) {
            shown.add(key);
            return Series.of(words(key), run.train(), key);
        }

        private static String words(String key) {
            return switch (key) {
                case "ess_mean" -> "mean";
                case "ess_5_percent" -> "5 % quantile";
                case "ess_least" -> "least";
                default -> key.replaceFirst("^(kl|regularization)/", "").replace('_', ' ');
            };
        }

        private Set<String> keys() {
            Set<String> keys = new TreeSet<>();
            run.train().forEach(line -> keys.addAll(line.fields().keySet()));
            return keys;
        }

        /** What listeners added. */
        List<String> others() {
            return keys().stream()
                    .filter(key -> !shown.contains(key) && !key.equals("step") && !key.equals("kind"))
                    .toList();
        }
    }

    private Panel withoutEmpty() {
        boolean allZero = title.equals("Data left out")
                && curves.stream().flatMap(curve -> curve.points().stream()).allMatch(point -> point.y() == 0);
        return new Panel(
                title,
                unit,
                note,
                allZero
                        ? List.of()
                        : curves.stream().filter(curve -> !curve.isEmpty()).toList());
    }

    String html() {
        List<Series> thinned =
                curves.stream().map(curve -> curve.thinned(MOST_POINTS)).toList();
        LineChart chart = new LineChart(title, thinned);
        StringBuilder html = new StringBuilder("<figure class=\"panel\"><figcaption><b>");
        html.append(Html.text(title)).append("</b>");
        html.append(unit.isEmpty() ? "" : Html.fill(" <span>%s</span>", unit)).append("<ul>");
        for (int i = 0; i < curves.size(); i++) {
            Series curve = curves.get(i);
            html.append(Html.fill(
                    "<li class=\"c%d\">%s <em>%s</em></li>",
                    i % 8,
                    curves.size() == 1 && curve.name().equals(title) ? "" : curve.name(),
                    Headline.digits(curve.last().y())));
        }
        html.append("</ul></figcaption>").append(chart.svg());
        html.append(Html.fill("<p>%s</p></figure>", remarks(chart)));
        return html.toString();
    }

    private String remarks(LineChart chart) {
        List<String> remarks = new ArrayList<>();
        if (!note.isEmpty()) {
            remarks.add(note);
        }
        int window = curves.stream()
                .mapToInt(curve -> curve.window(MOST_POINTS))
                .max()
                .orElse(1);
        if (window > 1) {
            remarks.add("means of " + window + " lines each");
        }
        if (chart.isCut()) {
            remarks.add("some numbers lie above the frame");
        }
        if (curves.stream().anyMatch(curve -> curve.points().stream().anyMatch(Series.Point::hasInterval))) {
            remarks.add("shade: 95 % interval");
        }
        return String.join("; ", remarks);
    }
}
