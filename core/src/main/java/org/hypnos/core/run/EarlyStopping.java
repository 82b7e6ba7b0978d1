package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.core.training.Score;
import org.hypnos.core.training.StepReport;

/** Ends a run when a metric on some data has not become better for a number of measurements. */
public final class EarlyStopping implements SavedListener {
    private final String split;
    private final String metric;
    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private long bestStep = -1;
    private int worse;

    /**
     * Watches one metric on one part of the data.
     *
     * @param split the name of the data; not {@code test}, because data that choose the model no longer test it
     * @param metric such as {@code nll}; less is better
     * @param patience how many measurements in a row that are no better than the best end the run; at least 1
     */
    public EarlyStopping(String split, String metric, int patience) {
        checkArgument(
                !split.equals("test"),
                "early stopping on the test split would choose the model by the data that should test it;"
                        + " name the validation split, valid");
        checkArgument(patience >= 1, "the patience must be at least 1 measurement, found %s", patience);
        this.split = split;
        this.metric = metric;
        this.patience = patience;
    }

    @Override
    public void step(StepReport report) {}

    @Override
    public void evaluation(Score score) {
        if (score.split().equals(split) && score.metric().equals(metric)) {
            if (score.value() < best) {
                best = score.value();
                bestStep = score.steps();
                worse = 0;
            } else {
                worse++;
            }
        }
    }

    /**
     * {@return after how many steps the programs were best; -1 before the first measurement, and while all values are
     * infinity or NaN}
     */
    public long bestStep() {
        return bestStep;
    }

    /** {@return whether the patience is at its end} */
    public boolean isOver() {
        return worse >= patience;
    }

    @Override
    public String name() {
        return "early_stopping";
    }

    @Override
    public String state() {
        return Double.doubleToLongBits(best) + " " + bestStep + " " + worse;
    }

    @Override
    public void restore(String state) {
        String[] parts = state.split(" ", -1);
        checkArgument(parts.length == 3, "the state of early stopping has three parts, found '%s'", state);
        best = Double.longBitsToDouble(Long.parseLong(parts[0]));
        bestStep = Long.parseLong(parts[1]);
        worse = Integer.parseInt(parts[2]);
    }
}
