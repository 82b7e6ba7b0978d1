package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list of primitives in the order in which they ran, so that backwards is already topological. */
public final class Tape {
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Entry(@Nullable Op op, Tensor out, Tensor[] in) {}

    private final Workspace workspace;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Parameter, Tensor> watched = new LinkedHashMap<>();

    public Tape() {
        this(Workspace.HEAP);
    }

    /** A tape whose tensors are made in {@code workspace}. */
    public Tape(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The tensor that stands for {@code parameter} in everything recorded here. */
    public Tensor watch(Parameter parameter) {
        return watched.computeIfAbsent(parameter, p -> record(null, workspace.adopt(p.live())));
    }

    /** {@code value} as an independent variable of its own. */
    public Tensor watch(Tensor value) {
        return record(null, workspace.adopt(value));
    }

    /**
     * The gradient of {@code loss}, a single value, for every watched parameter.
     *
     * @throws IllegalArgumentException if the loss has more than one element
     */
    public Gradients gradients(Tensor loss) {
        checkArgument(
                loss.shape().size() == 1,
                "a loss is a single value, found shape %s; is a sum or mean missing?",
                loss.shape());
        return gradients(loss, loss.filled(loss.shape(), 1));
    }

    /** The gradient of sum(seed * value) for everything watched; {@code seed} is a constant of the value's shape. */
    public Gradients gradients(Tensor value, Tensor seed) {
        checkArgument(
                seed.shape().equals(value.shape()), "seed %s does not fit the value's shape %s", seed, value.shape());
        checkArgument(
                value.tape() == null || value.tape() == this,
                "the value of shape %s is recorded on another tape",
                value.shape());
        @Nullable Tensor[] gradients = new Tensor[entries.size()];
        Map<Integer, List<GradientTerm>> ofLeaves = new HashMap<>();
        if (value.tape() == this) {
            flow(value, seed, gradients, ofLeaves);
        }
        for (int slot = entries.size() - 1; slot >= 0; slot--) {
            Entry entry = entries.get(slot);
            Tensor gradient = gradients[slot];
            if (gradient != null && entry.op() != null) {
                flowBack(entry.op(), entry, gradient, gradients, ofLeaves);
                gradients[slot] = null;
            }
        }
        return new Gradients(this, watched, ofLeaves);
    }

    private void flowBack(
            Op op,
            Entry entry,
            Tensor gradient,
            @Nullable Tensor[] gradients,
            Map<Integer, List<GradientTerm>> ofLeaves) {
        Tensor[] constants = new Tensor[entry.in().length];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = entry.in()[i].detach();
        }
        Tensor out = entry.out().detach();
        for (int i = 0; i < constants.length; i++) {
            Tensor input = entry.in()[i];
            if (input.tape() != this) {
                continue;
            }
            GradientTerm.Factors factors =
                    isLeaf(input) && op instanceof Factored factored ? factored.factors(i, gradient, constants) : null;
            if (factors != null) {
                terms(input, ofLeaves).add(factors);
            } else {
                Tensor flow = Movement.sumTo(input.shape(), op.vjp(i, gradient, out, constants));
                flow(input, flow, gradients, ofLeaves);
            }
        }
    }

    /** Adds to an inner gradient at once; a leaf collects its terms. */
    private void flow(
            Tensor to, Tensor gradient, @Nullable Tensor[] gradients, Map<Integer, List<GradientTerm>> ofLeaves) {
        if (isLeaf(to)) {
            terms(to, ofLeaves).add(new GradientTerm.Whole(gradient));
        } else {
            Tensor sum = gradients[to.slot()];
            gradients[to.slot()] = sum == null ? gradient : sum.add(gradient);
        }
    }

    boolean isLeaf(Tensor tensor) {
        return entries.get(tensor.slot()).op() == null;
    }

    private static List<GradientTerm> terms(Tensor leaf, Map<Integer, List<GradientTerm>> ofLeaves) {
        return ofLeaves.computeIfAbsent(leaf.slot(), slot -> new ArrayList<>(2));
    }

    /** The parameters whose gradient of {@code value} need not be zero. */
    public Set<Parameter> reached(Tensor value) {
        boolean[] reached = new boolean[entries.size()];
        if (value.tape() == this) {
            reached[value.slot()] = true;
        }
        for (int slot = entries.size() - 1; slot >= 0; slot--) {
            if (reached[slot]) {
                for (Tensor input : entries.get(slot).in()) {
                    if (input.tape() == this) {
                        reached[input.slot()] = true;
                    }
                }
            }
        }
        Set<Parameter> parameters = new LinkedHashSet<>();
        watched.forEach((parameter, leaf) -> {
            if (reached[leaf.slot()]) {
                parameters.add(parameter);
            }
        });
        return parameters;
    }

    Tensor record(@Nullable Op op, Tensor out, Tensor... in) {
        Tensor recorded = new Tensor(
                out.shape(), out.dtype(), out.array(), out.workspace(), this, entries.size(), out.parameter());
        entries.add(new Entry(op, recorded, in));
        return recorded;
    }

    /** The tape that recorded an input; null if all are constants. */
    static @Nullable Tape of(Op op, Tensor... in) {
        Tape tape = null;
        for (Tensor tensor : in) {
            Tape own = tensor.tape();
            checkArgument(
                    tape == null || own == null || own == tape,
                    "%s mixes tensors of two tapes; detach() one of them",
                    op.name());
            tape = own == null ? tape : own;
        }
        return tape;
    }
}
