package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How to audit.
 *
 * @param seed of the samples, where there are too many tuples to enumerate
 * @param samples how many there are of each phase then
 * @param step the training step whose phases are audited, for phases and schedules that depend on it
 */
public record AuditOptions(long seed, int samples, long step) {
    public AuditOptions {
        checkArgument(samples >= 2, "a variance needs at least 2 samples, found %s", samples);
    }

    /** 10,000 samples, of the phases of step 0. */
    public static AuditOptions standard() {
        return new AuditOptions(0, 10_000, 0);
    }
}
