package org.hypnos.autodiff.internal.kernels;

/**
 * The extents of a neural autoregressive estimator: {@code units} binary units, each seen by {@code hidden} hidden ones, a
 * multiple of 16. Its numbers stand in one array: the weights from the units [units, hidden], the weights to them [units,
 * hidden], and the hidden biases [biasRows, hidden], of which row r of a batch has number r mod biasRows.
 */
public record Nade(int units, int hidden, int biasRows) {
    /** How many hidden units without weights to join {@code hidden} ones, so that there is a multiple of 16. */
    public static int padding(int hidden) {
        return FloatRuns.length(hidden) - hidden;
    }

    /** How many numbers there are. */
    public int size() {
        return (2 * units + biasRows) * hidden;
    }

    /** Where the weights from unit {@code unit} begin. */
    int from(int unit) {
        return unit * hidden;
    }

    /** Where the weights to unit {@code unit} begin. */
    int to(int unit) {
        return (units + unit) * hidden;
    }

    /** Where the hidden biases of row {@code row} of a batch begin. */
    int biases(int row) {
        return (2 * units + row % biasRows) * hidden;
    }
}
