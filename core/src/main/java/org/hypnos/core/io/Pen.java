package org.hypnos.core.io;

import java.util.Arrays;
import java.util.List;
import org.hypnos.core.io.Glyph.Point;

/** A round pen on a square of grey pixels, whose lines have soft edges one pixel wide. */
final class Pen {
    /** Pixels. */
    static final int SIDE = 28;

    private static final int PIECES = 6;

    private final double radius;

    /** The least square of the distance of each pixel's middle from a line. */
    private final double[] distances = new double[SIDE * SIDE];

    Pen(double radius) {
        this.radius = radius;
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    /**
     * Draws the curve of Catmull and Rom through {@code points}: cubic between neighbours, at each of which it runs parallel
     * to the line from the point before to the one behind.
     */
    void draw(List<Point> points) {
        for (int i = 0; i + 1 < points.size(); i++) {
            Point from = points.get(i);
            Point to = points.get(i + 1);
            Point before = i == 0 ? from : points.get(i - 1);
            Point behind = i + 2 == points.size() ? to : points.get(i + 2);
            Point last = from;
            for (int piece = 1; piece <= PIECES; piece++) {
                double t = (double) piece / PIECES;
                Point next = new Point(
                        cubic(before.x(), from.x(), to.x(), behind.x(), t),
                        cubic(before.y(), from.y(), to.y(), behind.y(), t));
                line(last, next);
                last = next;
            }
        }
    }

    private static double cubic(double before, double from, double to, double behind, double t) {
        double first = (to - before) / 2;
        double third = first + (behind - from) / 2 - 2 * (to - from);
        double second = to - from - first - third;
        return from + t * (first + t * (second + t * third));
    }

    private void line(Point from, Point to) {
        double reach = radius + 0.5;
        int left = pixel(Math.min(from.x(), to.x()) - reach);
        int right = pixel(Math.max(from.x(), to.x()) + reach);
        int bottom = pixel(Math.max(from.y(), to.y()) + reach);
        for (int row = pixel(Math.min(from.y(), to.y()) - reach); row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                int i = row * SIDE + column;
                distances[i] = Math.min(distances[i], squaredDistance(column + 0.5, row + 0.5, from, to));
            }
        }
    }

    private static int pixel(double at) {
        return (int) Math.max(0, Math.min(SIDE - 1, at));
    }

    private static double squaredDistance(double x, double y, Point from, Point to) {
        double alongX = to.x() - from.x();
        double alongY = to.y() - from.y();
        double length = alongX * alongX + alongY * alongY;
        double dot = (x - from.x()) * alongX + (y - from.y()) * alongY;
        double share = length == 0 ? 0 : Math.max(0, Math.min(1, dot / length));
        double dx = x - from.x() - share * alongX;
        double dy = y - from.y() - share * alongY;
        return dx * dx + dy * dy;
    }

    /** Writes the pixels, row by row, 0 for paper and 1 for ink, to {@code image} from {@code at} on. */
    void copyTo(float[] image, int at) {
        for (int i = 0; i < distances.length; i++) {
            image[at + i] = (float) Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(distances[i])));
        }
    }
}
