package org.hypnos.core.training;

/** Follows a run of a training: prints its progress, or writes its figures down. */
@FunctionalInterface
public interface TrainingListener {
    /** A run of {@code iterations} steps begins. */
    default void begin(long iterations) {}

    void step(StepReport report);

    /** The run has ended, by itself or by a failure. */
    default void end() {}
}
