package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;

/**
 * Which parameters begin anew where their initializers put them.
 *
 * @param patterns of full names, in which a star stands for any characters
 */
public record Initialization(ImmutableList<String> patterns) {
    /** Every parameter. */
    public static final Initialization ALL = of("*");

    /** No parameter: all stay as they are, trained or loaded. */
    public static final Initialization NONE = of();

    /**
     * {@return an initialization of the parameters whose names match a pattern}
     *
     * @param patterns of full names, such as {@code guide/*}
     */
    public static Initialization of(String... patterns) {
        return new Initialization(ImmutableList.copyOf(patterns));
    }
}
