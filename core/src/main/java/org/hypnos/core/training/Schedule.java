package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

/** A number that depends on the training step, counted from 0. */
@FunctionalInterface
public interface Schedule {
    double at(long step);

    static Schedule constant(double value) {
        return step -> value;
    }

    /** From {@code start} to 0 over {@code steps} along half a cosine, then 0. */
    static Schedule cosine(double start, long steps) {
        checkArgument(steps > 0, "a cosine schedule needs at least one step, found %s", steps);
        return step -> start * 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(step, steps) / steps));
    }
}
