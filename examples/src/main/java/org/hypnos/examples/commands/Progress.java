package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.TrainingListener;

/** One line that is drawn again on a terminal, and now and then a plain line elsewhere. */
final class Progress implements TrainingListener {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean quiet;
    private final boolean terminal = Boolean.getBoolean("hypnos.terminal");
    private final int columns = Integer.getInteger("hypnos.columns", 80);
    private final long stepsPerEpoch;
    private long steps;
    private long taken; // in this process
    private long start = System.nanoTime();
    private long shown = start;
    private double smoothed = Double.NaN;

    Progress(PrintWriter out, boolean quiet, long stepsPerEpoch) {
        this.out = out;
        this.quiet = quiet;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    @Override
    public void begin(long iterations) {
        steps = iterations;
        start = System.nanoTime();
        shown = start;
    }

    @Override
    public void step(StepReport report) {
        taken++;
        double loss = report.thetaLoss().orElse(Double.NaN);
        smoothed = Double.isNaN(smoothed) ? loss : 0.99 * smoothed + 0.01 * loss;
        if (isDue()) {
            print(line(report));
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        if (quiet || now - shown < (terminal ? REDRAW : REPEAT).toNanos()) {
            return false;
        }
        shown = now;
        return true;
    }

    private String line(StepReport report) {
        long done = report.step() + 1;
        double seconds = (shown - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "step %d/%d  epoch %d  %s%s  %.0f examples/s  %s left",
                done,
                steps,
                report.step() / stepsPerEpoch + 1,
                report.weights().isPresent() ? bound() : String.format(Locale.ROOT, "loss %.3f", smoothed),
                report.weights()
                        .map(weights -> String.format(Locale.ROOT, "  ESS %.2f", weights.meanEss()))
                        .orElse(""),
                taken * report.data() / seconds,
                time(seconds / taken * (steps - done)));
    }

    /** With weights, the model's loss is -log of their mean, and its negative a bound of log p(x). */
    private String bound() {
        return String.format(Locale.ROOT, "bound %.3f", -smoothed);
    }

    private static String time(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return left.toHours() > 0
                ? left.toHours() + " h " + left.toMinutesPart() + " min"
                : left.toMinutes() > 0
                        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                        : left.toSeconds() + " s";
    }

    /** Says what goes on where there are no steps. */
    void say(String line) {
        if (!quiet) {
            print(line);
        }
    }

    /** A line that is longer than the terminal is wide would not be drawn over. */
    private void print(String line) {
        if (terminal) {
            out.print("\r" + line.substring(0, Math.min(line.length(), Math.max(1, columns - 1))) + "\u001b[K");
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Takes the line away, so that results stand alone. */
    void clear() {
        if (terminal && !quiet) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    @Override
    public void failure(Throwable cause) {
        clear();
    }
}
