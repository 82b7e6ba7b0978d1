package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a run goes on, and when it does what.
 *
 * @param steps after how many it is complete
 * @param most how long this process goes on with it at most; empty for no bound
 * @param checkpointEvery so many steps; a slow run leaves one every five minutes as well
 * @param evaluateEvery so many steps; 0 for never
 */
public record RunPlan(long steps, Optional<Duration> most, long checkpointEvery, long evaluateEvery) {
    /**
     * Refuses numbers of steps that no run can have.
     *
     * @param steps at least 1
     * @param most of any length
     * @param checkpointEvery at least 1
     * @param evaluateEvery at least 0
     */
    public RunPlan {
        checkArgument(steps >= 1, "a run needs at least 1 step, found %s", steps);
        checkArgument(checkpointEvery >= 1, "checkpoints need at least 1 step between them, found %s", checkpointEvery);
        checkArgument(evaluateEvery >= 0, "the steps between evaluations may not be negative, found %s", evaluateEvery);
    }
}
