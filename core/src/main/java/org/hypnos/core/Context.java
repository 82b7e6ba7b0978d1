package org.hypnos.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** What a running program may ask for. */
public interface Context {
    /**
     * {@return the value at a site that each particle of each datum has for itself: the one given for it, else a draw}
     *
     * @param site its name, which no other site of the run has
     * @param distribution whose batch shape ends the plate [particles, data], or has an extent of 1 for what is shared
     */
    @CanIgnoreReturnValue
    Tensor sample(String site, Distribution distribution);

    /**
     * {@return the value at a site that all data share: one for each particle, of shape [particles, 1] and the event's}
     * Where only some cells run, as after a branch, it is repeated for each of them.
     *
     * @param site its name, which no other site of the run has
     * @param distribution whose batch shape ends [particles, 1]
     */
    @CanIgnoreReturnValue
    Tensor sampleGlobal(String site, Distribution distribution);

    /**
     * {@return the number that {@code value} has in this run, for a program that branches on what it draws: {@code if
     * (context.branchOn(coin) == 1) ...}} Particles and data whose numbers differ part here; those that take the same
     * way run on together.
     *
     * @param value one number for each particle and datum, never NaN, of a shape that broadcasts to the plate
     */
    double branchOn(Tensor value);

    /**
     * {@return a value that the program is conditioned on, or the value at a site that the run has passed}
     *
     * @param name of the value that the run was given, or of the site
     * @throws IllegalArgumentException if there is no such value
     */
    Tensor given(String name);

    /**
     * {@return a parameter's tensor in this run, through which gradients flow where the run records}
     *
     * @param parameter of the program's store, or one that the other program's store shares
     */
    Tensor param(Parameter parameter);

    /**
     * {@return a parameter's tensor in this run, in its constrained space}
     *
     * @param parameter of the program's store, or one that the other program's store shares
     */
    default Tensor param(Constrained parameter) {
        return parameter.transform().forward(param(parameter.unconstrained()));
    }

    /**
     * Adds a loss to this run's regularization losses; losses of one name add up.
     *
     * @param name of the loss, as reports have it
     * @param loss in nats: of the plate's shape, or [data], for a loss of each datum; a single number of rank 0 for one
     *     about parameters alone
     */
    void regularize(String name, Tensor loss);
}
