package org.hypnos.core.inference;

import java.util.function.LongPredicate;

/**
 * One part of a training step.
 *
 * @param name which is part of the address of the phase's draws
 * @param due whether the phase takes part in a step, by its number from 0 on
 */
public record Phase(String name, Objective objective, LongPredicate due) {
    /** A phase that takes part in every step. */
    public static Phase always(String name, Objective objective) {
        return new Phase(name, objective, step -> true);
    }
}
