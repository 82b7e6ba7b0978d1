package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A neural autoregressive estimator at work on one row after the other. The hidden units' inputs are a sum that grows with
 * each unit; while units are zero nothing changes, so that one sigmoid of the hidden units serves several units.
 */
final class FloatNade {
    private final FloatKernels kernels;
    private final FloatRuns runs;
    private final Nade nade;
    private final float[] net;
    private final float[] states;
    private final float[] partial = new float[FloatReductions.PARTIAL_SUMS];

    FloatNade(FloatKernels kernels, Nade nade, float[] net, float[] states) {
        this.kernels = kernels;
        this.runs = kernels.runs();
        this.nade = nade;
        this.net = net;
        this.states = states;
    }

    /** What the hidden units, which know the units before, add to the logits of each. */
    void logits(float[] x, float[] out, int rows) {
        int h = nade.hidden();
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            int last = listStates(row, x, at);
            int state = 0;
            for (int i = 0; i < nade.units(); i++) {
                out[at + i] = runs.dot(states, state * h, net, nade.to(i), h, partial);
                state += x[at + i] != 0 ? 1 : 0;
            }
            assert state == last;
        }
    }

    /** Holds one state only. */
    void draw(float[] uniform, float[] logits, int lRows, float[] out, int rows, float[] sums) {
        int h = nade.hidden();
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            int atLogits = row % lRows * nade.units();
            System.arraycopy(net, nade.biases(row), sums, 0, h);
            kernels.map(MapFunction.SIGMOID, sums, states, h);
            for (int i = 0; i < nade.units(); i++) {
                float logit = logits[atLogits + i] + runs.dot(states, 0, net, nade.to(i), h, partial);
                out[at + i] = FloatAutoregression.draw(uniform[at + i], logit);
                if (out[at + i] != 0) {
                    runs.addScaled(1, net, nade.from(i), sums, 0, h);
                    kernels.map(MapFunction.SIGMOID, sums, states, h);
                }
            }
        }
    }

    /**
     * Writes the gradients for the numbers of the net to {@code toNet} and, if asked for, those for x to {@code toX}. In {@code
     * flow} stand the gradient for the hidden units' inputs, and behind it that for the state which the unit at hand sees.
     */
    void gradient(float[] x, float[] gradient, float[] toNet, float @Nullable [] toX, int rows, float[] flow) {
        int h = nade.hidden();
        Arrays.fill(toNet, 0, nade.size(), 0);
        for (int row = 0; row < rows; row++) {
            int at = row * nade.units();
            int last = listStates(row, x, at);
            Arrays.fill(flow, 0, 2 * h, 0);
            back(x, at, gradient, last, toNet, toX, flow);
            runs.addScaled(1, flow, 0, toNet, nade.biases(row), h);
        }
    }

    /** From the unit that sees the last state to the one that sees the first. */
    private void back(
            float[] x, int at, float[] gradient, int last, float[] toNet, float @Nullable [] toX, float[] flow) {
        int h = nade.hidden();
        int state = last;
        for (int i = nade.units() - 1; i >= 0; i--) {
            float unit = x[at + i];
            if (unit != 0 || toX != null) {
                runs.moveThroughSigmoid(flow, h, states, state * h, flow, h);
            }
            if (toX != null) {
                toX[at + i] = runs.dot(flow, 0, net, nade.from(i), h, partial);
            }
            if (unit != 0) {
                runs.addScaled(unit, flow, 0, toNet, nade.from(i), h);
                state--;
            }
            runs.addScaled(gradient[at + i], states, state * h, toNet, nade.to(i), h);
            runs.addScaled(gradient[at + i], net, nade.to(i), flow, h, h);
        }
        runs.moveThroughSigmoid(flow, h, states, 0, flow, h);
    }

    /**
     * Writes the hidden units as the first unit sees them, and as those see them that stand behind each unit which is not zero.
     *
     * @return the index of the last state
     */
    private int listStates(int row, float[] x, int at) {
        int h = nade.hidden();
        System.arraycopy(net, nade.biases(row), states, 0, h);
        int state = 0;
        for (int i = 0; i < nade.units(); i++) {
            if (x[at + i] != 0) {
                System.arraycopy(states, state * h, states, (state + 1) * h, h);
                state++;
                runs.addScaled(x[at + i], net, nade.from(i), states, state * h, h);
            }
        }
        kernels.map(MapFunction.SIGMOID, states, states, (state + 1) * h);
        return state;
    }
}
