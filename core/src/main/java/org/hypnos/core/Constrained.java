package org.hypnos.core;

import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Transform;

/**
 * A parameter that lives in a constrained space, such as the positive numbers or a simplex: the image of an unconstrained
 * one, which is what training moves and what is saved.
 *
 * <pre>{@code
 * Constrained scale = store.create("scale", Shape.of(3), Initializer.constant(1), new Monotone.Softplus());
 * Program model = Program.of(store, context -> context.sample("x", new Normal(location, context.param(scale))));
 * }</pre>
 *
 * @param unconstrained what training moves
 * @param transform from the unconstrained space to the constrained one
 */
public record Constrained(Parameter unconstrained, Transform transform) {
    /** {@return the numbers as they stand, in the constrained space; later changes do not touch them} */
    public Tensor value() {
        return transform.forward(unconstrained.value());
    }
}
