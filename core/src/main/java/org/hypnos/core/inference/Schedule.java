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
    /**
     * {@return the number in a step}
     *
     * @param step from 0 on
     */
    double at(long step);

    /** {@return a bound that no value is below: the least value or its limit; -infinity where the form is not known} */
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /**
     * {@return a bound that no value is above: the greatest value or its limit; infinity where the form is not known}
     */
    default double most() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * {@return the same number in all steps}
     *
     * @param value finite
     */
    static Schedule constant(double value) {
        return new ScheduleForms.Constant(value);
    }

    /**
     * {@return a straight line from one number to another, which then stays}
     *
     * @param from the number in step 0
     * @param to the number from step {@code steps} on
     * @param steps at least 1
     */
    static Schedule linear(double from, double to, long steps) {
        return new ScheduleForms.Linear(from, to, steps);
    }

    /**
     * {@return half a cosine from {@code start} to 0, which then stays}
     *
     * @param start the number in step 0
     * @param steps until it is 0, at least 1
     */
    static Schedule cosine(double start, long steps) {
        return new ScheduleForms.Cosine(start, steps);
    }

    /**
     * {@return {@code start * factor^(step / every)}}
     *
     * @param start the number in step 0
     * @param factor above 0, and at most 1
     * @param every how many steps multiply by it once, at least 1
     */
    static Schedule exponential(double start, double factor, long every) {
        return new ScheduleForms.Exponential(start, factor, every, false);
    }

    /**
     * {@return {@code start * factor^floor(step / every)}}
     *
     * @param start the number in the first {@code every} steps
     * @param factor above 0, and at most 1
     * @param every how many steps a stair lasts, at least 1
     */
    static Schedule staircase(double start, double factor, long every) {
        return new ScheduleForms.Exponential(start, factor, every, true);
    }

    /**
     * {@return one constant after the other}
     *
     * @param first the number from step 0 on
     * @param later by step, at least 1: the number from that step on, until the next step that is listed
     */
    static Schedule piecewise(double first, Map<Long, Double> later) {
        return new ScheduleForms.Piecewise(first, ImmutableSortedMap.copyOf(later));
    }

    /**
     * {@return the schedule that is written as one of the forms above}
     *
     * @param text in letters of either case, with spaces anywhere
     * @throws IllegalArgumentException that says what is wrong and lists the forms
     */
    static Schedule parse(String text) {
        return ScheduleParser.parse(text);
    }
}
