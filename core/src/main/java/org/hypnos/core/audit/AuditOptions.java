package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How to audit.
 *
 * @param seed of the samples, where there are too many tuples to enumerate
 * @param samples how many there are then of each phase, for each datum by itself unless data share draws or weights
 * @param step the training step whose phases are audited, for phases and schedules that depend on it
 */
public record AuditOptions(long seed, int samples, long step) {
    /**
     * Refuses fewer than 2 samples, which have no variance.
     *
     * @param seed any number
     * @param samples at least 2
     * @param step from 0 on
     */
    public AuditOptions {
        checkArgument(samples >= 2, "a variance needs at least 2 samples, found %s", samples);
    }

    /** {@return 10,000 samples by seed 0, of the phases of step 0} */
    public static AuditOptions standard() {
        return new AuditOptions(0, 10_000, 0);
    }
}
