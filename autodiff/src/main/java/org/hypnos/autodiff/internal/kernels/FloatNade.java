package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A neural autoregressive estimator at work on one row after the other. The hidden units' inputs are a sum that grows with
 * each unit; while units are zero nothing changes, so that one sigmoid of the hidden units serves several units.
 */
final class FloatNade {
    private final FloatKernels kernels;
    private final Nade nade;
    private final float[] net;
    private final float[] sums;
    private final float[] hidden;
    private final float[] partial = new float[FloatReductions.PARTIAL_SUMS];

    FloatNade(FloatKernels kernels, Nade nade, float[] net, float[] sums, float[] hidden) {
        this.kernels = kernels;
        this.nade = nade;
        this.net = net;
        this.sums = sums;
        this.hidden = hidden;
    }

    /** What the hidden units, which know the units before, add to the logits of each. */
    void logits(float[] x, float[] out, int rows) {
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            begin(row);
            for (int i = 0; i < nade.units(); i++) {
                out[at + i] = output(i);
                see(i, x[at + i]);
            }
        }
    }

    void draw(float[] uniform, float[] logits, int lRows, float[] out, int rows) {
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            int atLogits = row % lRows * nade.units();
            begin(row);
            for (int i = 0; i < nade.units(); i++) {
                out[at + i] = FloatAutoregression.draw(uniform[at + i], logits[atLogits + i] + output(i));
                see(i, out[at + i]);
            }
        }
    }

    private void begin(int row) {
        System.arraycopy(net, nade.biases(row), sums, 0, nade.hidden());
        kernels.map(MapFunction.SIGMOID, sums, hidden, nade.hidden());
    }

    private float output(int unit) {
        return kernels.dot(hidden, net, nade.to(unit), nade.hidden(), partial);
    }

    /** What the units behind {@code unit}, if there are any, have to know of it. */
    private void see(int unit, float x) {
        if (x != 0 && unit + 1 < nade.units()) {
            FloatProducts.addOne(x, 1, net, nade.from(unit), sums, 0, nade.hidden());
            kernels.map(MapFunction.SIGMOID, sums, hidden, nade.hidden());
        }
    }

    /**
     * Writes the gradients for the numbers of the net to {@code toNet} and, if asked for, those for x to {@code toX}. Each row
     * is done forwards, which leaves the states of its hidden units in {@code states}, and then backwards, with {@code sums} as
     * the gradient for the hidden units' inputs.
     */
    void gradient(float[] x, float[] gradient, float[] toNet, float @Nullable [] toX, float[] states, int rows) {
        Arrays.fill(toNet, 0, nade.size(), 0);
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            int state = listStates(row, x, at, states);
            back(x, at, gradient, toNet, toX, states, state);
            FloatReductions.accumulate(sums, 0, toNet, nade.biases(row), nade.hidden());
        }
    }

    /** The index of the last state, which is the number of units behind which it changed. */
    private int listStates(int row, float[] x, int at, float[] states) {
        int h = nade.hidden();
        begin(row);
        System.arraycopy(hidden, 0, states, 0, h);
        int state = 0;
        for (int i = 0; i < nade.units(); i++) {
            see(i, x[at + i]);
            if (x[at + i] != 0) {
                System.arraycopy(hidden, 0, states, ++state * h, h);
            }
        }
        return state;
    }

    /** With {@code hidden} as the gradient for the state that the unit at hand sees. */
    private void back(
            float[] x, int at, float[] gradient, float[] toNet, float @Nullable [] toX, float[] states, int lastState) {
        int h = nade.hidden();
        int state = lastState;
        Arrays.fill(sums, 0, h, 0);
        Arrays.fill(hidden, 0, h, 0);
        for (int i = nade.units() - 1; i >= 0; i--) {
            float unit = x[at + i];
            if (unit != 0 || toX != null) {
                throughSigmoid(states, state * h);
            }
            if (toX != null) {
                toX[at + i] = kernels.dot(sums, net, nade.from(i), h, partial);
            }
            if (unit != 0) {
                FloatProducts.addOne(unit, 1, sums, 0, toNet, nade.from(i), h);
                state--;
            }
            FloatProducts.addOne(gradient[at + i], 1, states, state * h, toNet, nade.to(i), h);
            FloatProducts.addOne(gradient[at + i], 1, net, nade.to(i), hidden, 0, h);
        }
        throughSigmoid(states, 0);
    }

    /** Moves the gradient for a state y on to the gradient for its inputs, by y (1 - y). */
    private void throughSigmoid(float[] y, int at) {
        for (int k = 0; k < nade.hidden(); k++) {
            sums[k] = Math.fma(hidden[k], y[at + k] * (1 - y[at + k]), sums[k]);
            hidden[k] = 0;
        }
    }
}
