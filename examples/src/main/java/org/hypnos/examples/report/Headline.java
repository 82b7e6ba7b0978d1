package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A figure that a run is judged by: the last evaluation of a split by a metric and a kind of estimate.
 *
 * @param name what the figure is
 * @param value with its unit
 * @param estimate how it was found
 * @param where split and step
 * @param intervals what it may be off by; empty where nothing is known
 * @param likelihood whether it is a likelihood, or bounds one
 */
public record Headline(String name, String value, String estimate, String where, String intervals, boolean likelihood) {
    private static final ImmutableList<String> METRICS = ImmutableList.of("nll", "elbo", "reconstruction");
    private static final ImmutableList<String> SPLITS = ImmutableList.of("test", "valid", "train");

    /** Those of {@code run}: likelihoods first, and of these first what the model did not learn from. */
    static List<Headline> of(RunRecord run) {
        Map<String, MetricsLine> last = new LinkedHashMap<>();
        run.evaluations()
                .forEach(line -> last.put(line.text("metric") + line.text("estimate") + line.text("split"), line));
        return last.values().stream()
                .filter(line -> !Double.isNaN(line.number("value")))
                .sorted(Comparator.comparingInt(Headline::rank))
                .map(Headline::of)
                .toList();
    }

    private static int rank(MetricsLine line) {
        return 10 * place(METRICS, line.text("metric")) + place(SPLITS, line.text("split"));
    }

    private static int place(List<String> order, String name) {
        return order.contains(name) ? order.indexOf(name) : order.size();
    }

    private static Headline of(MetricsLine line) {
        return new Headline(
                metric(line.text("metric")),
                digits(line.number("value")) + " nats",
                estimate(line),
                String.format(Locale.ROOT, "%s split, step %,d", line.text("split"), line.step()),
                intervals(line),
                !line.text("metric").equals("reconstruction"));
    }

    /** A metric's name in full. */
    public static String metric(String metric) {
        return switch (metric) {
            case "nll" -> "Negative log-likelihood";
            case "elbo" -> "Evidence lower bound";
            case "reconstruction" -> "Reconstruction cross-entropy";
            default -> metric;
        };
    }

    /** How an evaluation's number was found. */
    static String estimate(MetricsLine line) {
        String samples = line.text("samples").isEmpty() ? "" : ", K = " + line.text("samples");
        return switch (line.text("estimate")) {
            case "exact" -> "exact";
            case "importance" -> "importance-sampled" + samples;
            case "elbo" -> "by draws of the guide" + samples;
            case "reconstruction" -> "the guide's means plugged in";
            default -> line.text("estimate") + samples;
        };
    }

    private static String intervals(MetricsLine line) {
        String overData = halfWidth("95 % over data", line, "over_data");
        String monteCarlo = halfWidth("Monte Carlo", line, "monte_carlo");
        return overData + (overData.isEmpty() || monteCarlo.isEmpty() ? "" : ", ") + monteCarlo;
    }

    private static String halfWidth(String name, MetricsLine line, String key) {
        double half = (line.end(key, 1) - line.end(key, 0)) / 2;
        return half > 0 ? name + " \u00b1 " + String.format(Locale.ROOT, half < 0.01 ? "%.4f" : "%.2f", half) : "";
    }

    /** As many digits as people compare by: hundredths of large numbers, four digits of small ones. */
    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 1000 ? 0 : size >= 10 ? 2 : size >= 0.1 || size < 1e-6 ? 4 : 7;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
