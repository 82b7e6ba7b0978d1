package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkState;

import org.hypnos.autodiff.internal.kernels.Kernels;

/** Where and for how long tensors of one type live: in a workspace, until its next reset. */
final class Scope {
    private final Workspace workspace;
    private final DType dtype;
    private boolean ended;

    Scope(Workspace workspace, DType dtype) {
        this.workspace = workspace;
        this.dtype = dtype;
    }

    Workspace workspace() {
        return workspace;
    }

    DType dtype() {
        return dtype;
    }

    Kernels<Object> kernels() {
        return workspace.kernels(dtype);
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Throws if what lived here, of {@code shape}, lives no more. */
    void requireAlive(Shape shape) {
        checkState(
                !ended,
                "a tensor of shape %s was used after its workspace had been reset; copy() it while its step runs",
                shape);
    }
}
