package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A curve: numbers at steps, in their order; those that are infinite or no numbers are left out. */
public record Series(String name, ImmutableList<Point> points) {
    /**
     * A number at a step.
     *
     * @param low the lower end of its interval; NaN where it has none
     */
    public record Point(double x, double y, double low, double high) {
        public boolean hasInterval() {
            return Double.isFinite(low) && Double.isFinite(high);
        }
    }

    public Series {
        points = points.stream()
                .filter(point -> Double.isFinite(point.y()))
                .sorted(Comparator.comparingDouble(Point::x))
                .collect(ImmutableList.toImmutableList());
    }

    /** What {@code lines} say at {@code key}. */
    public static Series of(String name, Stream<MetricsLine> lines, String key) {
        return new Series(
                name,
                lines.map(line -> new Point(line.step(), line.number(key), Double.NaN, Double.NaN))
                        .collect(ImmutableList.toImmutableList()));
    }

    /** The evaluations by {@code metric} in {@code run}, a curve for each split and kind of estimate. */
    public static List<Series> evaluations(RunRecord run, String metric) {
        Map<String, ImmutableList.Builder<Point>> byName = new LinkedHashMap<>();
        run.evaluations()
                .filter(line -> line.text("metric").equals(metric))
                .forEach(line -> byName.computeIfAbsent(
                                line.text("split") + ", " + Headline.estimate(line), name -> ImmutableList.builder())
                        .add(point(line)));
        return byName.entrySet().stream()
                .map(entry -> new Series(entry.getKey(), entry.getValue().build()))
                .toList();
    }

    /** With the interval over data, else that over draws. */
    private static Point point(MetricsLine line) {
        String interval = Double.isNaN(line.end("over_data", 0)) ? "monte_carlo" : "over_data";
        return new Point(line.step(), line.number("value"), line.end(interval, 0), line.end(interval, 1));
    }

    public boolean isEmpty() {
        return points.isEmpty();
    }

    public Point last() {
        return points.get(points.size() - 1);
    }

    /** How many points of this curve are one of the {@link #thinned} curve. */
    public int window(int most) {
        return (points.size() + most - 1) / most;
    }

    /** At most {@code most} points: the means of windows, intervals left out, if there are more. */
    public Series thinned(int most) {
        int window = window(most);
        if (window <= 1) {
            return this;
        }
        ImmutableList.Builder<Point> means = ImmutableList.builder();
        for (int from = 0; from < points.size(); from += window) {
            List<Point> part = points.subList(from, Math.min(points.size(), from + window));
            double x = part.stream().mapToDouble(Point::x).average().orElseThrow();
            double y = part.stream().mapToDouble(Point::y).average().orElseThrow();
            means.add(new Point(x, y, Double.NaN, Double.NaN));
        }
        return new Series(name, means.build());
    }

    public Series named(String other) {
        return new Series(other, points);
    }
}
