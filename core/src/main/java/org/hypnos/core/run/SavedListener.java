package org.hypnos.core.run;

import org.hypnos.core.training.TrainingListener;

/** A listener that remembers something, which checkpoints keep, so that it too goes on where it stood. */
public interface SavedListener extends TrainingListener {
    /** {@return its name among a run's listeners, no two of which share one} */
    String name();

    /** {@return what it remembers, as a text of its own form} */
    String state();

    /**
     * Goes on from what {@link #state} told; before {@link #begin}.
     *
     * @param state of a listener of the same name, perhaps in a process before this one
     * @throws IllegalArgumentException if {@code state} is something else
     */
    void restore(String state);
}
