package org.hypnos.core.run;

import com.google.common.collect.ImmutableList;
import org.hypnos.core.training.Score;

/** Measures the programs as they stand. */
@FunctionalInterface
public interface Measurement {
    ImmutableList<Score> after(long steps);
}
