package org.hypnos.examples.commands;

import java.nio.file.Path;
import java.util.Arrays;
import org.hypnos.core.training.Score;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.TrainingListener;

/** How long the steps of this process took, without measurements and checkpoints: the median of the last hundred thousand. */
final class StepTimes implements TrainingListener {
    private static final int MOST_KEPT = 100_000;

    private final long[] kept = new long[MOST_KEPT];
    private long steps;
    private long last;

    @Override
    public void begin(long iterations) {
        last = System.nanoTime();
    }

    @Override
    public void step(StepReport report) {
        long now = System.nanoTime();
        kept[(int) (steps++ % MOST_KEPT)] = now - last;
        last = now;
    }

    @Override
    public void evaluation(Score score) {
        last = System.nanoTime();
    }

    @Override
    public void checkpoint(long steps, Path file) {
        last = System.nanoTime();
    }

    /** By the median over the second half of the steps, when the code is compiled; 0 without any. */
    double examplesPerSecond(int batch) {
        int count = (int) Math.min(steps, MOST_KEPT);
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOfRange(kept, steps <= MOST_KEPT ? count / 2 : 0, count);
        Arrays.sort(sorted);
        return batch / (sorted[sorted.length / 2] / 1e9);
    }
}
