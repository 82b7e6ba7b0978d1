package org.hypnos.testkit;

import org.hypnos.core.ParameterStore;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Programs;
import org.jspecify.annotations.Nullable;

/**
 * What the gradients of one phase for one side's parameters are, in expectation over its draws.
 *
 * @param phase name of one of the plugin's phases
 * @param side whose parameters they are for
 * @param goal the loss whose gradients they are
 * @param times what these are multiplied by
 * @param bias how far the phase's may be from them, as a share of their length
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

    /**
     * {@return the claim that the model's gradients are unbiased}
     *
     * @param phase name of one of the plugin's phases
     * @param goal the loss whose gradients they are
     */
    public static GradientClaim theta(String phase, Goal goal) {
        return new GradientClaim(phase, Side.THETA, goal, 1, 0);
    }

    /**
     * {@return the claim that the guide's gradients are unbiased}
     *
     * @param phase name of one of the plugin's phases
     * @param goal the loss whose gradients they are
     */
    public static GradientClaim phi(String phase, Goal goal) {
        return new GradientClaim(phase, Side.PHI, goal, 1, 0);
    }

    /**
     * {@return the same claim of a share of the goal}
     *
     * @param share in the place of {@link #times()}
     */
    public GradientClaim times(double share) {
        return new GradientClaim(phase, side, goal, share, bias);
    }

    /**
     * {@return the same claim with a bias}
     *
     * @param share how far the gradient may be from the claimed one, as a share of the latter's length
     */
    public GradientClaim biased(double share) {
        return new GradientClaim(phase, side, goal, times, share);
    }

    @Override
    public String toString() {
        return "phase '" + phase + "', " + side;
    }
}
