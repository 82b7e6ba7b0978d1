package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.hypnos.core.evaluation.SamplingListener;

/** Tells how far an estimate by many draws has come: now and then, so that a short one says nothing. */
final class SamplingProgress implements SamplingListener {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final Progress line;
    private final int data;
    private final long pause = (Boolean.getBoolean("hypnos.terminal") ? REDRAW : REPEAT).toNanos();
    private final long start = System.nanoTime();
    private long shown = start;
    private long most;

    /** @param data how many the estimate is about */
    SamplingProgress(PrintWriter out, boolean quiet, int data) {
        this.line = new Progress(out, quiet, 1);
        this.data = data;
    }

    @Override
    public synchronized void drawn(long drawn, long all) {
        long now = System.nanoTime();
        most = Math.max(most, drawn);
        if (now - shown >= pause) {
            shown = now;
            double rate = most / ((now - start) / 1e9);
            line.say(String.format(
                    Locale.ROOT,
                    "K = %d draws for each of %d data: %.0f %%  %.0f draws/s  %.0f s left",
                    all / data,
                    data,
                    100.0 * most / all,
                    rate,
                    (all - most) / rate));
        }
    }

    /** Takes the line away, so that results stand alone. */
    void end() {
        line.clear();
    }
}
