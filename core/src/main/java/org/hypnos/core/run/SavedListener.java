package org.hypnos.core.run;

import org.hypnos.core.training.TrainingListener;

/** A listener that remembers something, which checkpoints keep, so that it too goes on where it stood. */
public interface SavedListener extends TrainingListener {
    /** Its name among a run's listeners. */
    String name();

    /** What it remembers, as a text of its own form. */
    String state();

    /**
     * Goes on from what {@link #state} told; before {@link #begin}.
     *
     * @throws IllegalArgumentException if {@code state} is something else
     */
    void restore(String state);
}
