package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;

/**
 * The way of one parameter down its loss: the update rule, what the rule remembers, and how often it has run.
 *
 * <p>A step is {@link #begin} and then {@link #run} over panels that together cover the parameter, which may run at the
 * same time.
 */
public final class Descent {
    private static final int PANEL = 8192;
    private static final int ROWS_AT_ONCE = 6; // as the products do

    private final Parameter parameter;
    private final UpdateRule rule;
    private final Tensor gradient;
    private final Tensor first;
    private final Tensor second;
    private long steps;
    private double rate;
    private List<GradientTerm> terms = List.of();

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

    /** Begins a step along the sum of {@code gradient}'s terms, which are added in this order. */
    public void begin(List<GradientTerm> gradient, double rate) {
        for (GradientTerm term : gradient) {
            check(term);
        }
        this.terms = List.copyOf(gradient);
        this.rate = rate;
        steps++;
    }

    private void check(GradientTerm term) {
        boolean factored = term instanceof GradientTerm.Factors;
        Tensor last = term instanceof GradientTerm.Factors factors ? factors.right() : term.value();
        Shape shape = term instanceof GradientTerm.Factors factors
                ? factors.left().shape().suffix(1).concat(last.shape().suffix(1))
                : last.shape();
        checkArgument(
                shape.equals(parameter.shape()) && last.dtype() == parameter.dtype(),
                "the gradient of '%s' is %s %s%s",
                parameter,
                shape,
                last.dtype(),
                factored ? " as a product" : "");
    }

    /** Where a panel that begins at element {@code from} ends: after whole rows, and a size that caches like. */
    public int panelEnd(int from) {
        int row = parameter.shape().rank() == 0 ? 1 : parameter.shape().dim(-1);
        int rows = Math.max(1, PANEL / row / ROWS_AT_ONCE) * ROWS_AT_ONCE;
        return (int) Math.min(parameter.shape().size(), from + (long) rows * row);
    }

    /**
     * Moves the elements from {@code from} (inclusive) to {@code to} (exclusive), which are whole rows of the last axis.
     *
     * @param workspace lends memory for the time of the call
     */
    public void run(int from, int to, Workspace workspace) {
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Object g = gradient.array();
        kernels.fill(g, from, to, 0);
        for (GradientTerm term : terms) {
            if (term instanceof GradientTerm.Factors factors) {
                addProduct(factors, g, from, to, workspace);
            } else {
                kernels.accumulate(term.value().array(), g, from, to);
            }
        }
        move(kernels, g, from, to);
    }

    private void addProduct(GradientTerm.Factors factors, Object g, int from, int to, Workspace workspace) {
        int n = factors.right().shape().dim(-1);
        Product product = new Product(
                factors.left().shape().dim(-1), factors.left().shape().dim(0), n, true, false);
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Object scratch = workspace.borrow(parameter.dtype(), kernels.matmulScratch(product));
        kernels.addRows(product, factors.left().array(), factors.right().array(), g, from / n, to / n, scratch);
        workspace.giveBack(parameter.dtype(), scratch);
    }

    private void move(Kernels<Object> kernels, Object g, int from, int to) {
        Object x = parameter.live().array();
        if (rule instanceof UpdateRule.Adam adam) {
            double firstCorrection = 1 - StrictMath.pow(adam.beta1(), (double) steps);
            double secondCorrection = 1 - StrictMath.pow(adam.beta2(), (double) steps);
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
