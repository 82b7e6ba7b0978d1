package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was computed, in the order in which it was, so that backwards is already topological: each recorded tensor knows the
 * one before it.
 */
public final class Tape {
    private final Workspace workspace;
    private final ParameterNumbers numbers;
    private Recorded.@Nullable Watched[] parameters; // by their numbers
    private @Nullable Recorded last;
    private int size;
    private int watched;
    private boolean flowing; // while gradients flow, nothing is recorded

    /** A tape on the heap: what is watched there lives like any value. */
    public Tape() {
        this(Workspace.HEAP);
    }

    /**
     * A tape whose tensors are made in {@code workspace}.
     *
     * @param workspace whose next reset ends the life of what was recorded
     */
    public Tape(Workspace workspace) {
        this.workspace = workspace;
        this.numbers = workspace.parameterNumbers();
        this.parameters = new Recorded.Watched[numbers.count()];
    }

    /**
     * {@return the tensor that stands for {@code parameter} in everything recorded here, the same at every call}
     *
     * @param parameter which stays as it is until the gradients are there
     */
    public Tensor watch(Parameter parameter) {
        int number = numbers.of(parameter);
        if (number >= parameters.length) {
            parameters = Arrays.copyOf(parameters, 2 * number + 1);
        }
        if (parameters[number] == null) {
            parameters[number] = watch(parameter.live(), parameter);
        }
        return parameters[number];
    }

    /**
     * {@return {@code value} as an independent variable of its own}
     *
     * @param value whose numbers are shared
     */
    public Tensor watch(Tensor value) {
        return watch(value, null);
    }

    private Recorded.Watched watch(Tensor value, @Nullable Parameter parameter) {
        Scope scope = workspace.scope(value.dtype());
        Recorded.Watched variable = new Recorded.Watched(value, scope, parameter, this, last, watched++);
        record(variable);
        return variable;
    }

    /** What stands for {@code parameter}; null if it was not watched. */
    Recorded.@Nullable Watched watched(Parameter parameter) {
        int number = numbers.of(parameter);
        return number < parameters.length ? parameters[number] : null;
    }

    /** What was recorded last; null if nothing was. */
    @Nullable
    Recorded last() {
        return last;
    }

    /** Appends {@code newest}, which comes after {@link #last}. */
    void record(Recorded newest) {
        last = newest;
        size++;
    }

    /** {@return how many tensors were recorded: what is watched, and what was computed from it} */
    public int size() {
        return size;
    }

    /**
     * {@return the gradient of {@code loss} for everything watched}
     *
     * @param loss a single value; all gradients of a constant are zero
     * @throws IllegalArgumentException if the loss has more than one element, or is recorded on another tape
     */
    public Gradients gradients(Tensor loss) {
        checkArgument(
                loss.shape().size() == 1,
                "a loss is a single value, found shape %s; is a sum or mean missing?",
                loss.shape());
        return gradients(loss, loss.filled(loss.shape(), 1));
    }

    /**
     * {@return the gradient of sum(seed * value) for everything watched}
     *
     * @param value of any shape
     * @param seed a constant of the value's shape
     * @throws IllegalArgumentException if the shapes differ, or the value is recorded on another tape
     */
    public Gradients gradients(Tensor value, Tensor seed) {
        checkArgument(
                seed.shape().equals(value.shape()), "seed %s does not fit the value's shape %s", seed, value.shape());
        checkArgument(
                value.tape() == null || value.tape() == this,
                "the value of shape %s is recorded on another tape",
                value.shape());
        Gradients gradients = new Gradients(this, watched);
        flowing = true;
        try {
            if (value instanceof Recorded recorded) {
                arrive(recorded, seed, gradients);
            }
            for (Recorded at = last; at != null; at = at.previous()) {
                if (at instanceof Recorded.Computed computed && computed.isReached()) {
                    flowBack(computed, gradients);
                }
            }
        } finally {
            flowing = false;
            forgetFlow();
        }
        return gradients;
    }

    private void forgetFlow() {
        for (Recorded at = last; at != null; at = at.previous()) {
            if (at instanceof Recorded.Computed computed) {
                computed.forget();
            }
        }
    }

    private static void flowBack(Recorded.Computed from, Gradients gradients) {
        Tensor[] in = from.in();
        for (int i = 0; i < in.length; i++) {
            boolean taken = !(in[i] instanceof Recorded) || leavesFactors(i, from, gradients) || scalesRows(i, from);
            if (!taken) {
                Tensor gradient = from.op().vjp(i, from.whole(), from, in);
                arrive((Recorded) in[i], Movement.sumTo(in[i].shape(), gradient), gradients);
            }
        }
    }

    /** What is watched may get its gradient as a product that is not multiplied out. */
    private static boolean leavesFactors(int i, Recorded.Computed from, Gradients gradients) {
        if (!(from.op() instanceof Factored factored && from.in()[i] instanceof Recorded.Watched variable)) {
            return false;
        }
        GradientTerm factors = factored.factors(i, from.rows(), from.in());
        if (factors != null) {
            gradients.add(variable, factors);
        }
        return factors != null;
    }

    /** The gradient may arrive as rows with a factor each, if nothing else has arrived there. */
    private static boolean scalesRows(int i, Recorded.Computed from) {
        if (!(from.op() instanceof RowScaling scaling
                && from.in()[i] instanceof Recorded.Computed to
                && !to.isReached())) {
            return false;
        }
        ScaledRows rows = scaling.scaled(i, from.whole(), from.in());
        if (rows != null) {
            to.arrive(rows);
        }
        return rows != null;
    }

    /** Adds to an inner gradient at once; what is watched collects its terms. */
    private static void arrive(Recorded to, Tensor gradient, Gradients gradients) {
        if (to instanceof Recorded.Watched variable) {
            gradients.add(variable, new GradientTerm.Whole(gradient));
        } else if (to instanceof Recorded.Computed computed) {
            computed.arrive(gradient);
        }
    }

    /**
     * {@return the parameters whose gradient of {@code value} need not be zero, in the order in which they were
     * watched}
     *
     * @param value recorded here; else there are none
     */
    public List<Parameter> reached(Tensor value) {
        List<Parameter> reached = new ArrayList<>();
        forEachReached(value, reached::add);
        Collections.reverse(reached);
        return reached;
    }

    /**
     * Tells {@code visitor} of each parameter whose gradient of {@code value} need not be zero, the newest first.
     *
     * @param value recorded here; else there are none
     * @param visitor called once for each
     */
    public void forEachReached(Tensor value, Consumer<Parameter> visitor) {
        if (value.tape() == this) {
            ((Recorded) value).mark();
        }
        for (Recorded at = last; at != null; at = at.previous()) {
            if (at.unmark()) {
                if (at instanceof Recorded.Computed computed) {
                    markInputs(computed);
                } else if (at.parameter() != null) {
                    visitor.accept(at.parameter());
                }
            }
        }
    }

    private static void markInputs(Recorded.Computed computed) {
        for (Tensor input : computed.in()) {
            if (input instanceof Recorded recorded) {
                recorded.mark();
            }
        }
    }

    /**
     * Computes what {@code value} would be if the parameters in {@code moved} had those numbers, and all that is
     * constant here, such as draws, stayed as it is: the function whose gradients {@link #gradients} gives.
     *
     * @param value recorded here
     * @param moved numbers of the parameter's shape and precision; parameters that are missing have the numbers they
     *     have now
     * @return a constant
     */
    public Tensor replay(Tensor value, Map<Parameter, Tensor> moved) {
        checkArgument(value.tape() == this, "the value of shape %s is not recorded on this tape", value.shape());
        List<Recorded> newestFirst = new ArrayList<>();
        for (Recorded at = (Recorded) value; at != null; at = at.previous()) {
            newestFirst.add(at);
        }
        Map<Tensor, Tensor> again = new HashMap<>();
        Lists.reverse(newestFirst).forEach(at -> again.put(at, replay(at, moved, again)));
        return again.get(value);
    }

    private static Tensor replay(Recorded at, Map<Parameter, Tensor> moved, Map<Tensor, Tensor> again) {
        if (at instanceof Recorded.Computed computed) {
            Tensor[] in = computed.in().clone();
            Arrays.setAll(in, i -> again.getOrDefault(in[i], in[i]));
            return Tensor.apply(computed.op(), in);
        }
        Tensor other = at.parameter() == null ? null : moved.get(at.parameter());
        return other == null ? at.detach() : other;
    }

    /** The tape that records what is computed from {@code in}; null if all are constants, or gradients flow. */
    static @Nullable Tape of(Op op, Tensor... in) {
        Tape tape = null;
        for (Tensor tensor : in) {
            Tape own = tensor.tape();
            if (tape != null && own != null && own != tape) {
                throw new IllegalArgumentException(op.name() + " mixes tensors of two tapes; detach() one of them");
            }
            tape = own == null ? tape : own;
        }
        return tape == null || tape.flowing ? null : tape;
    }
}
