package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

/** How a gradient g moves a parameter x, element by element; what is remembered begins at 0, t counts steps from 1. */
public sealed interface UpdateRule {
    /** x -= rate g. */
    record Gradient() implements UpdateRule {}

    /**
     * The heavy ball (Polyak 1964): v = momentum v + g, x -= rate v.
     *
     * @param momentum the share of v that a step keeps
     */
    record Momentum(double momentum) implements UpdateRule {
        /**
         * Checks the range.
         *
         * @param momentum in [0, 1)
         * @throws IllegalArgumentException if it is not
         */
        public Momentum {
            checkShare("momentum", momentum);
        }
    }

    /**
     * Nesterov's momentum, with the gradient taken where x stands (Sutskever et al. 2013, rewritten for the point
     * looked ahead to): v = momentum v + g, x -= rate (g + momentum v).
     *
     * @param momentum the share of v that a step keeps
     */
    record Nesterov(double momentum) implements UpdateRule {
        /**
         * Checks the range.
         *
         * @param momentum in [0, 1)
         * @throws IllegalArgumentException if it is not
         */
        public Nesterov {
            checkShare("momentum", momentum);
        }
    }

    /**
     * RMSProp (Tieleman and Hinton 2012): v = decay v + (1 - decay) g g, x -= rate g / (sqrt(v) + epsilon).
     *
     * @param decay the share of v that a step keeps
     * @param epsilon what keeps the divisor above 0
     */
    record RmsProp(double decay, double epsilon) implements UpdateRule {
        /**
         * Checks the ranges.
         *
         * @param decay in [0, 1)
         * @param epsilon positive and finite
         * @throws IllegalArgumentException if one of them is not
         */
        public RmsProp {
            checkShare("decay", decay);
            checkPositive(epsilon);
        }
    }

    /**
     * Adagrad (Duchi, Hazan and Singer 2011): v = v + g g, x -= rate g / (sqrt(v) + epsilon).
     *
     * @param epsilon what keeps the divisor above 0
     */
    record Adagrad(double epsilon) implements UpdateRule {
        /**
         * Checks the range.
         *
         * @param epsilon positive and finite
         * @throws IllegalArgumentException if it is not
         */
        public Adagrad {
            checkPositive(epsilon);
        }
    }

    /**
     * Adadelta (Zeiler 2012): v = decay v + (1 - decay) g g, d = sqrt(u + epsilon) / sqrt(v + epsilon) g, u = decay u +
     * (1 - decay) d d, x -= rate d; the paper has rate 1.
     *
     * @param decay the share of u and of v that a step keeps
     * @param epsilon what lets the first step move, where u is 0
     */
    record Adadelta(double decay, double epsilon) implements UpdateRule {
        /**
         * Checks the ranges.
         *
         * @param decay in [0, 1)
         * @param epsilon positive and finite
         * @throws IllegalArgumentException if one of them is not
         */
        public Adadelta {
            checkShare("decay", decay);
            checkPositive(epsilon);
        }
    }

    /**
     * Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) where there is weight decay, which the moments
     * do not see: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, x = (1 - rate decay) x - rate m / (1 - b1^t) /
     * (sqrt(v / (1 - b2^t)) + epsilon).
     *
     * @param beta1 b1, the share of m that a step keeps
     * @param beta2 b2, the share of v that a step keeps
     * @param epsilon what keeps the divisor above 0
     * @param decay of the weights; 0 for Adam
     */
    record Adam(double beta1, double beta2, double epsilon, double decay) implements UpdateRule {
        /**
         * Checks the ranges.
         *
         * @param beta1 in [0, 1)
         * @param beta2 in [0, 1)
         * @param epsilon positive and finite
         * @param decay finite and not negative
         * @throws IllegalArgumentException if one of them is not
         */
        public Adam {
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkPositive(epsilon);
            checkArgument(
                    decay >= 0 && decay < Double.POSITIVE_INFINITY,
                    "the weight decay must be finite and not negative, found %s",
                    decay);
        }

        /**
         * Adam without weight decay.
         *
         * @param beta1 in [0, 1)
         * @param beta2 in [0, 1)
         * @param epsilon positive and finite
         * @throws IllegalArgumentException if one of them is not
         */
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
