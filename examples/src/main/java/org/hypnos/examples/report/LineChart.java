package org.hypnos.examples.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Curves over steps as an SVG without colours of its own: the page gives them to the classes c0, c1, ... */
final class LineChart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 230;
    private static final int LEFT = 48;
    private static final int RIGHT = 12;
    private static final int TOP = 8;
    private static final int BOTTOM = 24;
    private static final int COLOURS = 8;
    private static final int FEW = 30;

    private final String name;
    private final List<Series> curves;
    private final Extent extent;

    /** {@code curves} that are not empty, at least one. */
    LineChart(String name, List<Series> curves) {
        this.name = name;
        this.curves = curves;
        this.extent = Extent.of(curves);
    }

    /** Whether some numbers lie above the frame. */
    boolean isCut() {
        return extent.cut();
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(Html.fill(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, "Chart: " + name));
        axes(svg);
        // Nested, so that it clips what lies outside.
        svg.append(Html.fill(
                "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">",
                LEFT, TOP, width(), height(), LEFT, TOP, width(), height()));
        for (int i = 0; i < curves.size(); i++) {
            band(svg, curves.get(i), i);
        }
        for (int i = 0; i < curves.size(); i++) {
            line(svg, curves.get(i), i);
        }
        svg.append("</svg>");
        for (int i = 0; i < curves.size(); i++) {
            dots(svg, curves.get(i), i);
        }
        return svg.append("</svg>").toString();
    }

    private static int width() {
        return WIDTH - LEFT - RIGHT;
    }

    private static int height() {
        return HEIGHT - TOP - BOTTOM;
    }

    private double x(double step) {
        return LEFT + (step - extent.left()) / (extent.right() - extent.left()) * width();
    }

    private double y(double number) {
        return TOP + (extent.high() - number) / (extent.high() - extent.low()) * height();
    }

    private void axes(StringBuilder svg) {
        for (BigDecimal tick : Ticks.between(extent.low(), extent.high(), 5)) {
            double y = y(tick.doubleValue());
            svg.append(Html.fill("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT));
            svg.append(
                    Html.fill("<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, y + 4, Ticks.text(tick)));
        }
        for (BigDecimal tick : Ticks.between(extent.left(), extent.right(), 5)) {
            double x = x(tick.doubleValue());
            String place = x > WIDTH - 30 ? "end" : "middle";
            svg.append(Html.fill("<path class=\"tick\" d=\"M%.1f %dv4\"/>", x, HEIGHT - BOTTOM));
            svg.append(Html.fill(
                    "<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>",
                    place, x > WIDTH - 30 ? (double) WIDTH - 2 : x, HEIGHT - 6, Ticks.text(tick)));
        }
        svg.append(Html.fill("<path class=\"axis\" d=\"M%d %dH%d\"/>", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT));
    }

    private void band(StringBuilder svg, Series curve, int index) {
        List<Series.Point> points =
                curve.points().stream().filter(Series.Point::hasInterval).toList();
        if (points.size() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Series.Point point : points) {
            add(path, point.x(), point.high());
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            add(path, points.get(i).x(), points.get(i).low());
        }
        svg.append(Html.fill("<path class=\"band c%d\" d=\"%sZ\"/>", index % COLOURS, path.toString()));
    }

    private void line(StringBuilder svg, Series curve, int index) {
        StringBuilder path = new StringBuilder();
        curve.points().forEach(point -> add(path, point.x(), point.y()));
        svg.append(Html.fill("<path class=\"line c%d\" d=\"%s\"/>", index % COLOURS, path.toString()));
    }

    private void add(StringBuilder path, double step, double number) {
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(step), y(number)));
    }

    /** Where there are few points each is marked, and tells its number under the pointer. */
    private void dots(StringBuilder svg, Series curve, int index) {
        boolean all = curve.points().size() <= FEW;
        for (Series.Point point : all ? curve.points() : List.of(curve.last())) {
            if (point.y() <= extent.high() && point.y() >= extent.low()) {
                svg.append(Html.fill(
                        "<circle class=\"dot c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"><title>%s</title></circle>",
                        index % COLOURS, x(point.x()), y(point.y()), "2.6", tip(curve, point)));
            }
        }
    }

    private static String tip(Series curve, Series.Point point) {
        String interval = point.hasInterval()
                ? " (" + Headline.digits(point.low()) + " to " + Headline.digits(point.high()) + ")"
                : "";
        return String.format(
                Locale.ROOT, "%s, step %,.0f: %s%s", curve.name(), point.x(), Headline.digits(point.y()), interval);
    }
}
