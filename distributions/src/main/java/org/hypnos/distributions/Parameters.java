package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** What constructors ask of their parameters. */
final class Parameters {
    private Parameters() {}

    /** Throws an {@link IllegalArgumentException} if the shapes of {@code parameters} do not broadcast. */
    static void requireBroadcast(String distribution, Tensor... parameters) {
        Shape joint = Shape.SCALAR;
        for (Tensor parameter : parameters) {
            try {
                joint = joint.broadcast(parameter.shape());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(distribution + "'s parameters: " + e.getMessage(), e);
            }
        }
    }
}
