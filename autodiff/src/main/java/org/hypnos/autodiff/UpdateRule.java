package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** How a gradient g moves a parameter x, element by element; what is remembered begins at 0, t counts steps from 1. */
public sealed interface UpdateRule {
    /** x -= rate g. */
    record Gradient() implements UpdateRule {}

    /**
     * The heavy ball (Polyak 1964): v = momentum v + g, x -= rate v.
     *
     * @param momentum in [0, 1)
     */
    record Momentum(double momentum) implements UpdateRule {
        public Momentum {
            checkShare("momentum", momentum);
        }
    }

    /**
     * Nesterov's momentum, with the gradient taken where x stands (Sutskever et al. 2013, rewritten for the point looked
     * ahead to): v = momentum v + g, x -= rate (g + momentum v).
     *
     * @param momentum in [0, 1)
     */
    record Nesterov(double momentum) implements UpdateRule {
        public Nesterov {
            checkShare("momentum", momentum);
        }
    }

    /**
     * RMSProp (Tieleman and Hinton 2012): v = decay v + (1 - decay) g g, x -= rate g / (sqrt(v) + epsilon).
     *
     * @param decay in [0, 1)
     */
    record RmsProp(double decay, double epsilon) implements UpdateRule {
        public RmsProp {
            checkShare("decay", decay);
            checkPositive(epsilon);
        }
    }

    /** Adagrad (Duchi, Hazan and Singer 2011): v = v + g g, x -= rate g / (sqrt(v) + epsilon). */
    record Adagrad(double epsilon) implements UpdateRule {
        public Adagrad {
            checkPositive(epsilon);
        }
    }

    /**
     * Adadelta (Zeiler 2012): v = decay v + (1 - decay) g g, d = sqrt(u + epsilon) / sqrt(v + epsilon) g, u = decay u + (1 -
     * decay) d d, x -= rate d; the paper has rate 1.
     *
     * @param decay in [0, 1)
     */
    record Adadelta(double decay, double epsilon) implements UpdateRule {
        public Adadelta {
            checkShare("decay", decay);
            checkPositive(epsilon);
        }
    }

    /**
     * Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) where there is weight decay, which the moments do not
     * see: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, x = (1 - rate decay) x - rate m / (1 - b1^t) / (sqrt(v / (1 -
     * b2^t)) + epsilon).
     *
     * @param decay of the weights, not negative
     */
    record Adam(double beta1, double beta2, double epsilon, double decay) implements UpdateRule {
        public Adam {
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkPositive(epsilon);
            checkArgument(
                    decay >= 0 && decay < Double.POSITIVE_INFINITY,
                    "the weight decay must be finite and not negative, found %s",
                    decay);
        }

        public Adam(double beta1, double beta2, double epsilon) {
            this(beta1, beta2, epsilon, 0);
        }
    }

    private static void checkShare(String name, double value) {
        checkArgument(value >= 0 && value < 1, "%s must be in [0, 1), found %s", name, value);
    }

    private static void checkPositive(double epsilon) {
        checkArgument(
                epsilon > 0 && epsilon < Double.POSITIVE_INFINITY,
                "epsilon must be positive and finite, found %s",
                epsilon);
    }
}
