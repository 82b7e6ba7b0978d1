package org.hypnos.testkit;

import org.hypnos.core.ParameterStore;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Programs;
import org.jspecify.annotations.Nullable;

/**
 * What the gradients of one phase for one side's parameters are, in expectation over its draws: {@code times} those of
 * {@code goal}, within {@code bias} of their length.
 */
public record GradientClaim(String phase, Side side, Goal goal, double times, double bias) {
    /** Whose loss and parameters. */
    public enum Side {
        /** The model's. */
        THETA,
        /** The guide's. */
        PHI;

        ParameterStore parameters(Programs programs) {
            return (this == THETA ? programs.model() : programs.guide()).parameters();
        }

        Losses.@Nullable Side of(Losses losses) {
            return this == THETA ? losses.theta() : losses.phi();
        }
    }

    /** That the model's gradients are unbiased. */
    public static GradientClaim theta(String phase, Goal goal) {
        return new GradientClaim(phase, Side.THETA, goal, 1, 0);
    }

    /** That the guide's gradients are unbiased. */
    public static GradientClaim phi(String phase, Goal goal) {
        return new GradientClaim(phase, Side.PHI, goal, 1, 0);
    }

    /** The same of a share of the goal. */
    public GradientClaim times(double share) {
        return new GradientClaim(phase, side, goal, share, bias);
    }

    /** The same, wrong by at most {@code share} of the gradient's length. */
    public GradientClaim biased(double share) {
        return new GradientClaim(phase, side, goal, times, share);
    }

    @Override
    public String toString() {
        return "phase '" + phase + "', " + side;
    }
}
