package org.hypnos.examples.commands;

import java.util.Arrays;

/** How long steps took: all of them, and the median over the second half, of which the last hundred thousand are kept. */
final class StepTimes {
    private static final int MOST_KEPT = 100_000;

    private final long firstKept;
    private final long[] kept;
    private long steps;
    private long total;

    /** For a training of {@code expected} steps. */
    StepTimes(long expected) {
        this.firstKept = expected / 2;
        this.kept = new long[(int) Math.min(MOST_KEPT, expected - firstKept)];
    }

    void add(long nanoseconds) {
        total += nanoseconds;
        if (steps >= firstKept) {
            kept[(int) ((steps - firstKept) % kept.length)] = nanoseconds;
        }
        steps++;
    }

    double totalSeconds() {
        return total / 1e9;
    }

    double medianSeconds() {
        long[] sorted = kept.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e9;
    }
}
