package org.hypnos.core.io;

import org.apache.commons.rng.UniformRandomProvider;
import org.hypnos.core.io.Glyph.Point;

/**
 * How one image differs from its glyph: each point shakes, then the plane is bent and mapped to pixels.
 *
 * <p>Made of the four operations of arithmetic alone, which give the same bits everywhere.
 */
final class Hand {
    private static final double SHAKE = 0.024;
    private static final double BEND = 0.07;
    private static final double SLANT = 0.18;
    private static final double HALF_ANGLE = 0.05;

    /** Pixels; the whole glyph is about as high as 20 of 28. */
    private static final double HEIGHT = 20;

    private static final double SHIFT = 0.6;

    private final UniformRandomProvider random;
    private final double[] bend = new double[6];
    private final double[] map = new double[6];

    /** The hand that {@code random} says, which shakes on with it. */
    Hand(UniformRandomProvider random) {
        this.random = random;
        for (int i = 0; i < bend.length; i++) {
            bend[i] = BEND * spread();
        }
        double height = HEIGHT * (0.94 + 0.12 * random.nextDouble());
        double width = height * (0.72 + 0.3 * random.nextDouble());
        double t =
                HALF_ANGLE * spread(); // the tangent of half the angle: cosine (1 - tt) / (1 + tt), sine 2t / (1 + tt)
        double cosine = (1 - t * t) / (1 + t * t);
        double sine = 2 * t / (1 + t * t);
        double slant = SLANT * spread() - 0.1;
        map[0] = width * cosine;
        map[1] = height * (cosine * slant - sine);
        map[2] = width * sine;
        map[3] = height * (sine * slant + cosine);
        map[4] = Pen.SIDE / 2.0 + SHIFT * spread();
        map[5] = Pen.SIDE / 2.0 + SHIFT * spread();
    }

    /** About a normal number: between -3 and 3, of mean 0 and deviation 1. */
    private double spread() {
        return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
    }

    double lineRadius() {
        return 0.85 + 0.9 * random.nextDouble();
    }

    /** Where a point of the glyph comes to lie, in pixels. */
    Point place(Point point) {
        double u = 2 * point.x() - 1 + 2 * SHAKE * spread();
        double v = 2 * point.y() - 1 + 2 * SHAKE * spread();
        double x = (u + bend[0] * u * v + bend[1] * v * v + bend[2] * u * u) / 2;
        double y = (v + bend[3] * u * v + bend[4] * u * u + bend[5] * v * v) / 2;
        return new Point(map[0] * x + map[1] * y + map[4], map[2] * x + map[3] * y + map[5]);
    }
}
