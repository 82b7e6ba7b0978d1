package org.hypnos.core.evaluation;

/**
 * A 95 % interval around an estimate, in the estimate's unit.
 *
 * @param estimate its middle
 * @param halfWidth how far it reaches to either side
 */
public record Interval(double estimate, double halfWidth) {
    /** {@return its lower end} */
    public double low() {
        return estimate - halfWidth;
    }

    /** {@return its upper end} */
    public double high() {
        return estimate + halfWidth;
    }
}
