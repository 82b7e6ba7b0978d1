package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.hypnos.core.training.StepReport;

/** One line that is drawn again on a terminal, and now and then a plain line elsewhere. */
final class Progress {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean quiet;
    private final boolean terminal = Boolean.getBoolean("hypnos.terminal");
    private final long steps;
    private final long start = System.nanoTime();
    private long shown = start;
    private double smoothed = Double.NaN;

    Progress(PrintWriter out, boolean quiet, long steps) {
        this.out = out;
        this.quiet = quiet;
        this.steps = steps;
    }

    void step(StepReport report) {
        double loss = report.thetaLoss().orElse(Double.NaN);
        smoothed = Double.isNaN(smoothed) ? loss : 0.99 * smoothed + 0.01 * loss;
        long now = System.nanoTime();
        boolean due = now - shown >= (terminal ? REDRAW : REPEAT).toNanos();
        if (quiet || !due) {
            return;
        }
        shown = now;
        show(report, now);
    }

    private void show(StepReport report, long now) {
        long done = report.step() + 1;
        double seconds = (now - start) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "step %d of %d  loss %.3f%s  %.0f examples/s  %.0f s left",
                done,
                steps,
                smoothed,
                report.weights()
                        .map(weights -> String.format(Locale.ROOT, "  ESS %.2f", weights.meanEss()))
                        .orElse(""),
                done * report.data() / seconds,
                seconds / done * (steps - done));
        print(line);
    }

    /** Says what goes on where there are no steps. */
    void say(String line) {
        if (!quiet) {
            print(line);
        }
    }

    private void print(String line) {
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Takes the line away, so that results stand alone. */
    void end() {
        if (terminal && !quiet) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
