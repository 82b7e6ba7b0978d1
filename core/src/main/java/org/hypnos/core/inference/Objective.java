package org.hypnos.core.inference;

import org.hypnos.core.Tracer;

/** The losses of a batch, or of a shard of it. */
@FunctionalInterface
public interface Objective {
    /**
     * {@return for each side that it moves, one loss for each datum}
     *
     * @param tracer runs programs for one particle of each datum of the batch, recording them
     * @param batch the data
     */
    Losses evaluate(Tracer tracer, Batch batch);
}
