package org.hypnos.core.inference;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;

/**
 * A number that depends on the training step, counted from 0.
 *
 * <p>Its forms can be written, for options and command lines; {@code toString} writes them so:
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><td>{@code 0.5}<td>always 0.5
 * <tr><td>{@code 0.0->1.0@1000}<td>in a straight line from 0 to 1 over 1000 steps, then 1
 * <tr><td>{@code cosine:0.02@10000}<td>from 0.02 to 0 along half a cosine over 10000 steps, then 0
 * <tr><td>{@code 0.1*0.96@1000}<td>0.1 * 0.96^(step / 1000)
 * <tr><td>{@code staircase:0.1*0.96@1000}<td>the same with the exponent rounded down: one factor every 1000 steps
 * <tr><td>{@code 0.1,0.01@5000,0.001@8000}<td>0.1, from step 5000 on 0.01, from step 8000 on 0.001
 * </table>
 */
@FunctionalInterface
public interface Schedule {
    double at(long step);

    /** A bound that no value is below: the least value or its limit; -infinity where the form is not known. */
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /** A bound that no value is above: the greatest value or its limit; infinity where the form is not known. */
    default double most() {
        return Double.POSITIVE_INFINITY;
    }

    static Schedule constant(double value) {
        return new ScheduleForms.Constant(value);
    }

    /** In a straight line from {@code from} to {@code to} over {@code steps}, then {@code to}. */
    static Schedule linear(double from, double to, long steps) {
        return new ScheduleForms.Linear(from, to, steps);
    }

    /** From {@code start} to 0 over {@code steps} along half a cosine, then 0. */
    static Schedule cosine(double start, long steps) {
        return new ScheduleForms.Cosine(start, steps);
    }

    /** start * factor^(step / every). */
    static Schedule exponential(double start, double factor, long every) {
        return new ScheduleForms.Exponential(start, factor, every, false);
    }

    /** start * factor^floor(step / every). */
    static Schedule staircase(double start, double factor, long every) {
        return new ScheduleForms.Exponential(start, factor, every, true);
    }

    /** {@code first}, and from each step in {@code later} on its value. */
    static Schedule piecewise(double first, Map<Long, Double> later) {
        return new ScheduleForms.Piecewise(first, ImmutableSortedMap.copyOf(later));
    }

    /**
     * The schedule that is written as one of the forms above.
     *
     * @throws IllegalArgumentException that says what is wrong and lists the forms
     */
    static Schedule parse(String text) {
        return ScheduleParser.parse(text);
    }
}
