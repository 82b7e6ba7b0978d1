package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gradient of one value for everything that a tape watched. */
public final class Gradients {
    private final Tape tape;
    private final Map<Parameter, Tensor> watched;
    private final @Nullable Tensor[] bySlot;

    Gradients(Tape tape, Map<Parameter, Tensor> watched, @Nullable Tensor[] bySlot) {
        this.tape = tape;
        this.watched = watched;
        this.bySlot = bySlot;
    }

    /** The gradient for {@code parameter}, of its shape; zero if it took no part. */
    public Tensor of(Parameter parameter) {
        Tensor gradient = orNull(parameter);
        return gradient != null ? gradient : parameter.live().filled(parameter.shape(), 0);
    }

    /** The gradient for {@code parameter}; null if it took no part. */
    public @Nullable Tensor orNull(Parameter parameter) {
        Tensor leaf = watched.get(parameter);
        return leaf == null ? null : bySlot[leaf.slot()];
    }

    /** The gradient for a tensor that was watched itself; zero if it took no part. */
    public Tensor of(Tensor variable) {
        checkArgument(variable.tape() == tape, "%s is not recorded on this tape", variable);
        Tensor gradient = bySlot[variable.slot()];
        return gradient != null ? gradient : variable.filled(variable.shape(), 0);
    }
}
