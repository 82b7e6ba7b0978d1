package org.hypnos.core.inference;

import java.util.function.LongPredicate;

/**
 * One part of a training step.
 *
 * @param name which is part of the address of the phase's draws
 * @param objective gives its losses
 * @param due whether the phase takes part in a step, by its number from 0 on
 * @param jointly whether its losses need the whole batch at once, which then is one shard
 */
public record Phase(String name, Objective objective, LongPredicate due, boolean jointly) {
    /**
     * {@return a phase that takes part in every step}
     *
     * @param name its own among the algorithm's phases
     * @param objective gives its losses
     */
    public static Phase always(String name, Objective objective) {
        return new Phase(name, objective, step -> true, false);
    }

    /**
     * {@return a phase that takes part in steps 0, {@code period}, 2 {@code period} and so on}
     *
     * @param period at least 1
     * @param name its own among the algorithm's phases
     * @param objective gives its losses
     */
    public static Phase every(int period, String name, Objective objective) {
        return always(name, objective).when(step -> step % period == 0);
    }

    /**
     * {@return this phase in those of its steps that {@code condition} holds for}
     *
     * @param condition on the number of a step, from 0 on
     */
    public Phase when(LongPredicate condition) {
        return new Phase(name, objective, due.and(condition), jointly);
    }

    /** {@return this phase over the whole batch at once, as one shard} */
    public Phase overWholeBatch() {
        return new Phase(name, objective, due, true);
    }
}
