package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** How a gradient moves a parameter, element by element. */
public sealed interface UpdateRule {
    /**
     * v = momentum v + g, x -= rate v; plain gradient descent where {@code momentum} is 0.
     *
     * @param momentum in [0, 1)
     */
    record Momentum(double momentum) implements UpdateRule {
        public Momentum {
            checkArgument(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), found %s", momentum);
        }
    }

    /**
     * Adam (Kingma and Ba 2015): m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, x -= rate m / (1 - b1^t) / (sqrt(v / (1 -
     * b2^t)) + epsilon).
     */
    record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
        public Adam {
            checkArgument(
                    beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0,
                    "Adam needs betas in [0, 1) and a positive epsilon, found %s, %s and %s",
                    beta1,
                    beta2,
                    epsilon);
        }
    }
}
