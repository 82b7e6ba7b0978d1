package org.hypnos.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** What a running program may ask for. */
public interface Context {
    /**
     * The value at a site that each particle of each datum has for itself: the one given for it, else a draw.
     *
     * @param distribution whose batch shape ends the plate [particles, data], or has an extent of 1 for what is shared
     */
    @CanIgnoreReturnValue
    Tensor sample(String site, Distribution distribution);

    /**
     * The value at a site that all data share: one for each particle, of shape [particles, 1] and the event's.
     *
     * @param distribution whose batch shape ends [particles, 1]
     */
    @CanIgnoreReturnValue
    Tensor sampleGlobal(String site, Distribution distribution);

    /**
     * The number that {@code value} has in this run, for a program that branches on what it draws: {@code if
     * (context.branchOn(coin) == 1) ...}. Particles and data whose numbers differ part here; those that take the same way
     * run on together.
     *
     * @param value one number for each particle and datum, of a shape that broadcasts to the plate
     */
    double branchOn(Tensor value);

    /** A value that the program is conditioned on, and never draws. */
    Tensor given(String name);

    /** A parameter's tensor in this run. */
    Tensor param(Parameter parameter);

    /** A parameter's tensor in this run, in its constrained space. */
    default Tensor param(Constrained parameter) {
        return parameter.transform().forward(param(parameter.unconstrained()));
    }

    /**
     * Adds a loss to this run's regularization losses: of the plate's shape for a loss of each datum, or a single number
     * for one about parameters alone.
     */
    void regularize(String name, Tensor loss);
}
