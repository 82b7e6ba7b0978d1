package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.hypnos.autodiff.internal.kernels.Kernels;

/**
 * The way of one parameter down its loss: the update rule, what the rule remembers, and how often it has run.
 *
 * <p>A step is {@link #begin} and then {@link #run} over panels that together cover the parameter, which may run at the
 * same time.
 */
public final class Descent {
    private final Parameter parameter;
    private final UpdateRule rule;
    private final Tensor gradient;
    private final Tensor first;
    private final Tensor second;
    private long steps;
    private double rate;
    private Object[] terms = {};

    public Descent(Parameter parameter, UpdateRule rule) {
        this.parameter = parameter;
        this.rule = rule;
        this.gradient = Tensor.zeros(parameter.dtype(), parameter.shape());
        this.first = Tensor.zeros(parameter.dtype(), parameter.shape());
        this.second = rule instanceof UpdateRule.Adam ? Tensor.zeros(parameter.dtype(), parameter.shape()) : first;
    }

    public Parameter parameter() {
        return parameter;
    }

    /** How many steps have begun. */
    public long steps() {
        return steps;
    }

    /** Begins a step along the sum of {@code gradients}, which are added in this order. */
    public void begin(List<Tensor> gradients, double rate) {
        checkArgument(!gradients.isEmpty(), "'%s' has no gradient to descend", parameter);
        terms = (Object[]) java.lang.reflect.Array.newInstance(gradient.array().getClass(), gradients.size());
        for (int i = 0; i < gradients.size(); i++) {
            Tensor term = gradients.get(i);
            checkArgument(
                    term.shape().equals(parameter.shape()) && term.dtype() == parameter.dtype(),
                    "the gradient of '%s' is %s",
                    parameter,
                    term);
            terms[i] = term.array();
        }
        this.rate = rate;
        steps++;
    }

    /** Moves the elements from {@code from} (inclusive) to {@code to} (exclusive). */
    public void run(int from, int to) {
        Kernels<Object> kernels = gradient.kernels();
        Object g = gradient.array();
        Object x = parameter.live().array();
        kernels.addAll(terms, g, from, to);
        if (rule instanceof UpdateRule.Adam adam) {
            double firstCorrection = 1 - StrictMath.pow(adam.beta1(), steps);
            double secondCorrection = 1 - StrictMath.pow(adam.beta2(), steps);
            Kernels.AdamStep step = new Kernels.AdamStep(
                    rate / firstCorrection, adam.beta1(), adam.beta2(), adam.epsilon(), secondCorrection);
            kernels.adam(g, x, first.array(), second.array(), from, to, step);
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            kernels.momentum(g, x, first.array(), from, to, rate, momentum.momentum());
        }
    }

    @Override
    public String toString() {
        return parameter + " by " + rule + " after " + steps + " steps";
    }
}
