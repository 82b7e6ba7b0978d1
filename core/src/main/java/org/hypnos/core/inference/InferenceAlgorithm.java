package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;

/** What to minimise, and when; how to minimise it is the training's business. */
@FunctionalInterface
public interface InferenceAlgorithm {
    /**
     * {@return the phases of a step} Those that are due take part in it, all at the parameters that stood at the step's
     * start.
     */
    ImmutableList<Phase> phases();
}
