package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.UpdateStep;
import org.jspecify.annotations.Nullable;

/** What an update rule remembers of one parameter's gradients, and how it goes on from there. */
final class RuleMemory {
    private final UpdateRule rule;
    private final @Nullable Tensor first;
    private final @Nullable Tensor second;

    RuleMemory(UpdateRule rule, Parameter parameter) {
        this.rule = rule;
        boolean two = rule instanceof UpdateRule.Adam || rule instanceof UpdateRule.Adadelta;
        boolean none = rule instanceof UpdateRule.Gradient;
        this.first = none ? null : Tensor.zeros(parameter.dtype(), parameter.shape());
        this.second = two ? Tensor.zeros(parameter.dtype(), parameter.shape()) : null;
    }

    /** How many numbers are remembered for each of the parameter's. */
    int size() {
        return first == null ? 0 : second == null ? 1 : 2;
    }

    @Nullable
    Object first() {
        return first == null ? null : first.array();
    }

    @Nullable
    Object second() {
        return second == null ? null : second.array();
    }

    /** The rule's step number {@code t}, counted from 1. */
    UpdateStep step(long t, double rate) {
        if (rule instanceof UpdateRule.Momentum momentum) {
            return new UpdateStep.Momentum(rate, momentum.momentum());
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            return new UpdateStep.Nesterov(rate, nesterov.momentum());
        } else if (rule instanceof UpdateRule.RmsProp rmsProp) {
            return new UpdateStep.RmsProp(rate, rmsProp.decay(), rmsProp.epsilon());
        } else if (rule instanceof UpdateRule.Adagrad adagrad) {
            return new UpdateStep.Adagrad(rate, adagrad.epsilon());
        } else if (rule instanceof UpdateRule.Adadelta adadelta) {
            return new UpdateStep.Adadelta(rate, adadelta.decay(), adadelta.epsilon());
        } else if (rule instanceof UpdateRule.Adam adam) {
            return step(adam, t, rate);
        }
        return new UpdateStep.Gradient(rate);
    }

    private static UpdateStep step(UpdateRule.Adam adam, long t, double rate) {
        double firstCorrection = 1 - StrictMath.pow(adam.beta1(), (double) t);
        double secondCorrection = 1 - StrictMath.pow(adam.beta2(), (double) t);
        return new UpdateStep.Adam(
                rate / firstCorrection,
                adam.beta1(),
                adam.beta2(),
                adam.epsilon(),
                secondCorrection,
                1 - rate * adam.decay());
    }
}
