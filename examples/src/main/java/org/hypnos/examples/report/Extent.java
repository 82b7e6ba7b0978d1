package org.hypnos.examples.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The steps and numbers between which a chart shows its curves.
 *
 * @param cut whether some numbers lie above {@code high}: a first fall from far above would flatten all that follows
 */
record Extent(double left, double right, double low, double high, boolean cut) {
    private static final int FEW = 30;
    private static final double USUAL_SHARE = 0.93;

    /** That of curves that are not empty, at least one. */
    static Extent of(List<Series> curves) {
        double[] steps = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Series.Point::x)
                .sorted()
                .toArray();
        double[] numbers = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .flatMapToDouble(Extent::numbers)
                .sorted()
                .toArray();
        double first = steps[0];
        double last = steps[steps.length - 1];
        double left = first < 0.1 * last ? 0 : first;
        double least = numbers[0];
        double most = numbers[numbers.length - 1];
        double usual = numbers[(int) (USUAL_SHARE * (numbers.length - 1))];
        boolean cut = numbers.length > FEW && most - least > 3 * (usual - least) && usual > least;
        double top = cut ? usual + 0.8 * (usual - least) : most;
        double margin = top > least ? 0.06 * (top - least) : Math.max(0.5, 0.1 * Math.abs(least));
        double low = least >= 0 && least - margin < 0 ? 0 : least - margin;
        return new Extent(left, last > left ? last : left + 1, low, cut ? top : top + margin, cut);
    }

    private static DoubleStream numbers(Series.Point point) {
        return point.hasInterval() ? DoubleStream.of(point.y(), point.low(), point.high()) : DoubleStream.of(point.y());
    }
}
