package org.hypnos.core.training;

import org.hypnos.autodiff.UpdateRule;
import org.hypnos.core.inference.Schedule;

/**
 * How one side descends: the rule and its rate.
 *
 * @param rate by training step, whether or not this side is stepped
 */
public record Optimizer(UpdateRule rule, Schedule rate) {
    public static Optimizer sgd(double rate) {
        return momentum(rate, 0);
    }

    public static Optimizer momentum(double rate, double momentum) {
        return new Optimizer(new UpdateRule.Momentum(momentum), Schedule.constant(rate));
    }

    /** Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8. */
    public static Optimizer adam(double rate) {
        return new Optimizer(new UpdateRule.Adam(0.9, 0.999, 1e-8), Schedule.constant(rate));
    }

    public Optimizer withRate(Schedule other) {
        return new Optimizer(rule, other);
    }
}
