package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Lines;
import org.hypnos.autodiff.internal.kernels.Product;
import org.hypnos.autodiff.internal.kernels.UpdateStep;

/**
 * The way of one parameter down its loss: the update rule, what the rule remembers, and how often it has run.
 *
 * <p>A step is {@link #begin} and then {@link #run} for every panel, some columns of the parameter read as a matrix [rows,
 * n]; panels may run at the same time.
 */
public final class Descent {
    /** A panel's columns come in units of a cache line, and there are at least as many as a tile of a product has. */
    private static final int UNIT = 16;

    private static final int LEAST_UNITS = 4;
    private static final int LEAST_SIZE = 8192;

    private final Parameter parameter;
    private final UpdateRule rule;
    private final int rows;
    private final int columns;
    private final int panels;
    private final RuleMemory memory;
    private long steps;
    private double factor = 1;
    private final List<GradientTerm> terms = new ArrayList<>();
    private UpdateStep update = new UpdateStep.Gradient(0); // until the first step begins

    /**
     * A descent that has taken no step yet.
     *
     * @param parameter what the steps move, from the numbers that it has
     * @param rule how a gradient moves it
     */
    public Descent(Parameter parameter, UpdateRule rule) {
        this.parameter = parameter;
        this.rule = rule;
        this.columns = parameter.shape().rank() == 0 ? 1 : parameter.shape().dim(-1);
        this.rows = parameter.shape().size() / columns;
        int unitsOfPanel = Math.max(LEAST_UNITS, LEAST_SIZE / rows / UNIT);
        this.panels = (units() + unitsOfPanel - 1) / unitsOfPanel;
        this.memory = new RuleMemory(rule, parameter);
    }

    private int units() {
        return (columns + UNIT - 1) / UNIT;
    }

    /** {@return what the steps move} */
    public Parameter parameter() {
        return parameter;
    }

    /** {@return the memory of the parameter and of what the rule remembers, in bytes} */
    public long bytes() {
        return (1L + memory.size())
                * parameter.shape().size()
                * parameter.dtype().bytes();
    }

    /** {@return how many steps have begun, those before a restored state included} */
    public long steps() {
        return steps;
    }

    /** {@return what this goes on from; later steps do not touch it} */
    public DescentState state() {
        return new DescentState(steps, memory.state());
    }

    /**
     * Looks whether {@link #restore} could take {@code state}.
     *
     * @param state what {@link #state} returned, perhaps of another descent
     * @throws IllegalArgumentException if its number of steps is negative, or what it remembers is not what this rule
     *     remembers of this parameter
     */
    public void check(DescentState state) {
        checkArgument(state.steps() >= 0, "'%s' cannot have been moved %s times", parameter.name(), state.steps());
        memory.check(parameter, state.remembered());
    }

    /**
     * Goes on from {@code state}; the parameter itself is the caller's to set.
     *
     * @param state copied, so that it serves again
     * @throws IllegalArgumentException if {@link #check} finds that it does not fit
     */
    public void restore(DescentState state) {
        check(state);
        memory.restore(state.remembered());
        steps = state.steps();
    }

    /**
     * {@return the sum of {@code gradient}'s terms, in the order in which they are added, of the parameter's shape;
     * nothing moves}
     *
     * @param gradient terms of the parameter's shape and precision; none makes zeros
     * @param workspace lends memory for the time of the call
     */
    public Tensor gradient(List<GradientTerm> gradient, Workspace workspace) {
        gradient.forEach(this::check);
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Tensor whole = Tensor.zeros(parameter.dtype(), parameter.shape());
        for (int panel = 0; panel < panels; panel++) {
            Object sum = sum(gradient, panel, workspace);
            int n = columns(panel);
            for (int row = 0; row < rows; row++) {
                int from = kernels.firstAligned() + row * kernels.panelStep(n);
                kernels.copy(sum, from, 1, whole.array(), row * columns + column(panel), n);
            }
            workspace.giveBackSlab(parameter.dtype(), sum);
        }
        return whole;
    }

    /**
     * Begins a step along the sum of {@code gradient}'s terms, which are added in this order.
     *
     * @param gradient terms of the parameter's shape and precision, which {@link #run} reads
     * @param rate the learning rate of this step
     */
    public void begin(List<GradientTerm> gradient, double rate) {
        begin(gradient, rate, 1);
    }

    /**
     * Begins a step along that sum times {@code factor}.
     *
     * @param gradient terms of the parameter's shape and precision, which {@link #run} reads
     * @param rate the learning rate of this step
     * @param factor less than one where the gradient is clipped
     */
    public void begin(List<GradientTerm> gradient, double rate, double factor) {
        terms.clear();
        for (int i = 0; i < gradient.size(); i++) {
            check(gradient.get(i));
            terms.add(gradient.get(i));
        }
        this.factor = factor;
        steps++;
        update = memory.step(steps, rate);
        parameter.moves();
    }

    private void check(GradientTerm term) {
        boolean factored = term instanceof GradientTerm.Factors;
        Shape shape = term instanceof GradientTerm.Factors factors
                ? factors.shape()
                : term.value().shape();
        DType dtype = term instanceof GradientTerm.Factors factors
                ? factors.right().dtype()
                : term.value().dtype();
        checkArgument(
                shape.equals(parameter.shape()) && dtype == parameter.dtype(),
                "the gradient of '%s' is %s %s%s",
                parameter,
                shape,
                dtype,
                factored ? " as a product" : "");
    }

    /** {@return how many panels cover the parameter} */
    public int panels() {
        return panels;
    }

    /** The column where {@code panel} begins; panels differ by at most one unit. */
    private int column(int panel) {
        int units = panel * (units() / panels) + Math.min(panel, units() % panels);
        return Math.min(columns, units * UNIT);
    }

    /**
     * {@return the sum of the squares of the sum of {@code gradient}'s terms, over the columns of {@code panel};
     * nothing moves}
     *
     * @param gradient terms of the parameter's shape and precision
     * @param panel from 0 to below {@link #panels}
     * @param workspace lends memory for the time of the call
     */
    public double sumOfSquares(List<GradientTerm> gradient, int panel, Workspace workspace) {
        gradient.forEach(this::check);
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Object sum = sum(gradient, panel, workspace);
        int n = columns(panel);
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            squares += kernels.sumOfSquares(sum, kernels.firstAligned() + row * kernels.panelStep(n), n);
        }
        workspace.giveBackSlab(parameter.dtype(), sum);
        return squares;
    }

    /**
     * Moves the columns of {@code panel}.
     *
     * @param panel from 0 to below {@link #panels}, once in each step
     * @param workspace lends memory for the time of the call
     */
    public void run(int panel, Workspace workspace) {
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Object gradient = sum(terms, panel, workspace);
        int n = columns(panel);
        if (factor != 1) {
            kernels.scale(gradient, kernels.firstAligned(), rows * kernels.panelStep(n), factor);
        }
        move(kernels, gradient, column(panel), n);
        workspace.giveBackSlab(parameter.dtype(), gradient);
    }

    private int columns(int panel) {
        return column(panel + 1) - column(panel);
    }

    /** The sum of {@code gradient}'s terms, in order, as a panel in a slab of {@code workspace}. */
    private Object sum(List<GradientTerm> gradient, int panel, Workspace workspace) {
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        int from = column(panel);
        int n = columns(panel);
        int longest = 0;
        for (int i = 0; i < gradient.size(); i++) {
            longest = Math.max(longest, gradient.get(i) instanceof GradientTerm.Factors factors ? factors.rows() : 0);
        }
        int length = kernels.panelLength(workspace.product(rows, longest, columns, true, false), n);
        Object sum = workspace.takeSlab(parameter.dtype(), length);
        kernels.fill(sum, kernels.firstAligned(), kernels.firstAligned() + rows * kernels.panelStep(n), 0);
        for (int i = 0; i < gradient.size(); i++) {
            if (gradient.get(i) instanceof GradientTerm.Factors factors) {
                addProduct(workspace, factors, sum, from, n);
            } else {
                addWhole(kernels, gradient.get(i).value().array(), sum, from, n);
            }
        }
        return sum;
    }

    private void addWhole(Kernels<Object> kernels, Object whole, Object sum, int from, int n) {
        for (int row = 0; row < rows; row++) {
            int to = kernels.firstAligned() + row * kernels.panelStep(n);
            kernels.accumulate(whole, row * columns + from, sum, to, n);
        }
    }

    private void addProduct(Workspace workspace, GradientTerm.Factors factors, Object gradient, int from, int n) {
        Kernels<Object> kernels = workspace.kernels(parameter.dtype());
        Product product = workspace.product(rows, factors.rows(), columns, true, false);
        Object left = factors.left().array();
        Object right = factors.right().array();
        Object scale = factors.scale() == null ? null : factors.scale().array();
        NonZeros few = factors.left().knownNonZeros();
        Lines lines = few == null ? null : few.byColumn();
        if (lines == null) {
            kernels.multiplyAdd(product, left, right, scale, from, n, gradient);
        } else {
            kernels.multiplyAddSparse(product, left, lines, right, scale, from, n, gradient);
        }
    }

    private void move(Kernels<Object> kernels, Object gradient, int from, int n) {
        Object x = parameter.live().array();
        Object first = memory.first();
        Object second = memory.second();
        int atGradient = kernels.firstAligned();
        int step = kernels.panelStep(n);
        for (int row = 0; row < rows; row++) {
            kernels.update(update, gradient, atGradient + row * step, x, first, second, row * columns + from, n);
        }
    }

    @Override
    public String toString() {
        return parameter + " by " + rule + " after " + steps + " steps";
    }
}
