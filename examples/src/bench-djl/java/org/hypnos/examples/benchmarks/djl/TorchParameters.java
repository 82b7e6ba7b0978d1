package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;

/** Parameters with PyTorch's gradients, moved by DJL's Adam, whose update is native code. */
final class TorchParameters {
    private final NDManager manager;
    private final Optimizer adam =
            Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    private final List<NDArray> parameters = new ArrayList<>();

    TorchParameters(NDManager manager) {
        this.manager = manager;
    }

    /** A parameter that begins with normal numbers times {@code scale}, plus {@code offset}. */
    NDArray create(float scale, float offset, long... shape) {
        NDArray parameter = manager.randomNormal(new Shape(shape)).muli(scale).addi(offset);
        parameter.setRequiresGradient(true);
        parameters.add(parameter);
        return parameter;
    }

    /** Moves all parameters along their gradients, and sets these to zero. */
    void descend() {
        for (int i = 0; i < parameters.size(); i++) {
            try (NDArray gradient = parameters.get(i).getGradient()) {
                adam.update(Integer.toString(i), parameters.get(i), gradient);
            }
        }
    }
}
