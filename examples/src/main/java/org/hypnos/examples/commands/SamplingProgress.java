package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.util.Locale;
import org.hypnos.core.evaluation.SamplingListener;

/** Tells how far an estimate by many draws has come: now and then, so that a short one says nothing. */
final class SamplingProgress implements SamplingListener {
    private final Progress line;
    private final int data;
    private final long start = System.nanoTime();
    private long most;

    /** @param data how many the estimate is about */
    SamplingProgress(PrintWriter out, boolean quiet, int data) {
        this.line = new Progress(out, quiet, 1);
        this.data = data;
    }

    @Override
    public synchronized void drawn(long drawn, long all) {
        most = Math.max(most, drawn);
        if (line.isDue()) {
            double rate = most / ((System.nanoTime() - start) / 1e9);
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
