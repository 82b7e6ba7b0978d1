package org.hypnos.core.training;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a line of figures after every so many steps, and after the last one. */
public final class PlainProgress implements TrainingListener {
    private final PrintStream out;
    private final long period;
    private long iterations;
    private @Nullable StepReport untold;

    private PlainProgress(PrintStream out, long period) {
        this.out = out;
        this.period = period;
    }

    /**
     * {@return a listener that prints to a stream}
     *
     * @param steps from one line to the next, at least 1
     * @param out where the lines go
     */
    public static PlainProgress every(long steps, PrintStream out) {
        return new PlainProgress(out, steps);
    }

    @Override
    public void begin(long iterations) {
        this.iterations = iterations;
    }

    @Override
    public void step(StepReport report) {
        untold = report;
        if ((report.step() + 1) % period == 0) {
            tell();
        }
    }

    @Override
    public void end() {
        tell();
    }

    @Override
    public void failure(Throwable cause) {
        tell();
    }

    private void tell() {
        if (untold != null) {
            out.println(line(untold));
            untold = null;
        }
    }

    private String line(StepReport report) {
        StringBuilder line = new StringBuilder("step " + (report.step() + 1) + " of " + iterations + ":");
        report.thetaLoss().ifPresent(loss -> line.append(format(" theta %.4f", loss)));
        report.phiLoss().ifPresent(loss -> line.append(format(" phi %.4f", loss)));
        report.regularization().forEach((name, loss) -> line.append(format(" %s %.4f", name, loss)));
        report.weights().ifPresent(weights -> line.append(format(" ESS %.2f", weights.meanEss())));
        return line.append(report.leftOut() > 0 ? " left out " + report.leftOut() : "")
                .toString();
    }

    private static String format(String pattern, Object... numbers) {
        return String.format(Locale.ROOT, pattern, numbers);
    }
}
