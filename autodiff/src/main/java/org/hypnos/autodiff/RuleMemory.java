package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
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

    /** Copies of what is remembered. */
    ImmutableList<Tensor> state() {
        return remembered().stream().map(Tensor::copy).collect(ImmutableList.toImmutableList());
    }

    private List<Tensor> remembered() {
        return first == null ? List.of() : second == null ? List.of(first) : List.of(first, second);
    }

    /** Looks whether {@link #restore} could take {@code state}. */
    void check(Parameter parameter, List<Tensor> state) {
        checkArgument(
                state.size() == size(),
                "%s remembers %s tensors of '%s', found %s; was another optimizer used?",
                rule,
                size(),
                parameter.name(),
                state.size());
        for (Tensor tensor : state) {
            checkArgument(
                    tensor.shape().equals(parameter.shape()) && tensor.dtype() == parameter.dtype(),
                    "what is remembered of '%s' should be %s %s, found %s %s",
                    parameter.name(),
                    parameter.shape(),
                    parameter.dtype(),
                    tensor.shape(),
                    tensor.dtype());
        }
    }

    void restore(List<Tensor> state) {
        for (int i = 0; i < state.size(); i++) {
            Tensor own = remembered().get(i);
            own.kernels()
                    .copy(
                            state.get(i).array(),
                            0,
                            1,
                            own.array(),
                            0,
                            own.shape().size());
        }
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
