package org.hypnos.core.inference;

import org.hypnos.core.Tracer;

/** The losses of a batch, or of a shard of it. */
@FunctionalInterface
public interface Objective {
    /** One loss for each datum of {@code batch}, from runs by {@code tracer}, which has the batch's plate. */
    Losses evaluate(Tracer tracer, Batch batch);
}
