package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Parameters with PyTorch's gradients, all moved by DJL's fused Adam at 1e-3. */
final class TorchParameters {
    private record Cell(NDArray value, NDArray first, NDArray second) {}

    private final NDManager manager;
    private final List<Cell> cells = new ArrayList<>();
    private int steps;

    TorchParameters(NDManager manager) {
        this.manager = manager;
    }

    /** A parameter that begins with normal numbers times {@code scale}, plus {@code offset}. */
    NDArray create(float scale, float offset, long... shape) {
        Shape extents = new Shape(shape);
        NDArray value = manager.randomNormal(extents).muli(scale).addi(offset);
        value.setRequiresGradient(true);
        cells.add(new Cell(value, manager.zeros(extents), manager.zeros(extents)));
        return value;
    }

    /** Moves all parameters along their gradients, and sets these to zero. */
    void descend() {
        steps++;
        double correction = Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
        for (Cell cell : cells) {
            try (NDArray gradient = cell.value.getGradient()) {
                NDArrayEx kernels = cell.value.getNDArrayInternal();
                kernels.adamUpdate(
                        new NDList(cell.value, gradient, cell.first, cell.second),
                        new NDList(cell.value),
                        1e-3f,
                        (float) (1e-3 * correction),
                        0,
                        1,
                        0,
                        0.9f,
                        0.999f,
                        1e-8f,
                        true,
                        false);
                gradient.muli(0);
            }
        }
    }
}
