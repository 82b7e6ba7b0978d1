package org.hypnos.core.run;

import com.google.common.collect.ImmutableList;
import org.hypnos.core.training.Score;

/** Measures the programs as they stand. */
@FunctionalInterface
public interface Measurement {
    /**
     * {@return what was measured, in the order in which listeners hear of it}
     *
     * @param steps how many were taken so far
     */
    ImmutableList<Score> after(long steps);
}
