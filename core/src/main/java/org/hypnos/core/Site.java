package org.hypnos.core;

import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.jspecify.annotations.Nullable;

/** What happened at one site of a run. */
public final class Site {
    private final Distribution distribution;
    private final Tensor value;
    private final boolean drawn;
    private final boolean global;
    private @Nullable Tensor logProb; // once somebody asked

    Site(Distribution distribution, Tensor value, boolean drawn, boolean global) {
        this.distribution = distribution;
        this.value = value;
        this.drawn = drawn;
        this.global = global;
    }

    public Distribution distribution() {
        return distribution;
    }

    public Tensor value() {
        return value;
    }

    /** Whether the value was drawn here; else it was given. */
    public boolean drawn() {
        return drawn;
    }

    /** Whether all data share the value. */
    public boolean global() {
        return global;
    }

    /** The log-probability in nats of each value, times {@code scale} where there is one; computed once. */
    Tensor logProb(@Nullable Tensor scale) {
        if (logProb == null) {
            Tensor unscaled = distribution.logProb(value);
            logProb = scale == null ? unscaled : unscaled.mul(scale);
        }
        return logProb;
    }
}
