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
        return of(new UpdateRule.Gradient(), rate);
    }

    public static Optimizer momentum(double rate, double momentum) {
        return of(new UpdateRule.Momentum(momentum), rate);
    }

    public static Optimizer nesterov(double rate, double momentum) {
        return of(new UpdateRule.Nesterov(momentum), rate);
    }

    /** RMSProp with decay 0.9 and epsilon 1e-8. */
    public static Optimizer rmsProp(double rate) {
        return of(new UpdateRule.RmsProp(0.9, 1e-8), rate);
    }

    /** Adagrad with epsilon 1e-10. */
    public static Optimizer adagrad(double rate) {
        return of(new UpdateRule.Adagrad(1e-10), rate);
    }

    /** Adadelta with decay 0.95 and epsilon 1e-6; its paper has rate 1. */
    public static Optimizer adadelta(double rate) {
        return of(new UpdateRule.Adadelta(0.95, 1e-6), rate);
    }

    /** Adam with beta1 0.9, beta2 0.999 and epsilon 1e-8. */
    public static Optimizer adam(double rate) {
        return adamW(rate, 0);
    }

    /** As {@link #adam}, and each step shrinks the parameters by rate * decay of themselves. */
    public static Optimizer adamW(double rate, double decay) {
        return of(new UpdateRule.Adam(0.9, 0.999, 1e-8, decay), rate);
    }

    private static Optimizer of(UpdateRule rule, double rate) {
        return new Optimizer(rule, Schedule.constant(rate));
    }

    public Optimizer withRate(Schedule other) {
        return new Optimizer(rule, other);
    }
}
