package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.TrainingListener;

/** One line that is drawn again on a terminal, and now and then a plain line elsewhere. */
final class Progress implements TrainingListener {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    /** What a narrow terminal does without, the first part first. */
    private static final List<Part> SPARED = List.of(Part.RATE, Part.EPOCH, Part.ESS, Part.LEFT, Part.BOUND);

    private final PrintWriter out;
    private final boolean quiet;
    private final boolean terminal;
    private final int columns;
    private final long stepsPerEpoch;
    private long steps;
    private long taken; // in this process
    private long start = System.nanoTime();
    private long shown = start;
    private double smoothed = Double.NaN;

    Progress(PrintWriter out, boolean quiet, long stepsPerEpoch) {
        this(
                out,
                quiet,
                stepsPerEpoch,
                Boolean.getBoolean("hypnos.terminal"),
                Integer.getInteger("hypnos.columns", 80));
    }

    /** @param columns how wide the terminal is, where there is one */
    Progress(PrintWriter out, boolean quiet, long stepsPerEpoch, boolean terminal, int columns) {
        this.out = out;
        this.quiet = quiet;
        this.stepsPerEpoch = stepsPerEpoch;
        this.terminal = terminal;
        this.columns = columns;
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

    /** Whether it is time for another line; then the next one has to wait again. */
    boolean isDue() {
        long now = System.nanoTime();
        if (quiet || now - shown < (terminal ? REDRAW : REPEAT).toNanos()) {
            return false;
        }
        shown = now;
        return true;
    }

    /** What is told after the step of {@code report}. */
    String line(StepReport report) {
        long done = report.step() + 1;
        double seconds = (shown - start) / 1e9;
        Map<Part, String> parts = new EnumMap<>(Part.class);
        parts.put(Part.STEP, "step " + done + "/" + steps);
        parts.put(Part.EPOCH, "epoch " + (report.step() / stepsPerEpoch + 1));
        parts.put(
                Part.BOUND, report.weights().isPresent() ? bound() : String.format(Locale.ROOT, "loss %.3f", smoothed));
        report.weights()
                .ifPresent(weights -> parts.put(Part.ESS, String.format(Locale.ROOT, "ESS %.2f", weights.meanEss())));
        parts.put(Part.RATE, String.format(Locale.ROOT, "%.0f examples/s", taken * report.data() / seconds));
        parts.put(Part.LEFT, time(seconds / taken * (steps - done)) + " left");
        return fitting(parts);
    }

    /** The parts of the line, in their order. */
    private enum Part {
        STEP,
        EPOCH,
        BOUND,
        ESS,
        RATE,
        LEFT
    }

    private String fitting(Map<Part, String> parts) {
        for (Part spared : SPARED) {
            if (terminal && joined(parts).length() >= columns) {
                parts.remove(spared);
            }
        }
        return joined(parts);
    }

    private static String joined(Map<Part, String> parts) {
        return String.join("  ", parts.values());
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
    public void end() {
        clear();
    }

    @Override
    public void failure(Throwable cause) {
        clear();
    }
}
