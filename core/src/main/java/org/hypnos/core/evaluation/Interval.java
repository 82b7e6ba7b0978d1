package org.hypnos.core.evaluation;

/** A 95 % interval around an estimate, in nats. */
public record Interval(double estimate, double halfWidth) {
    public double low() {
        return estimate - halfWidth;
    }

    public double high() {
        return estimate + halfWidth;
    }
}
