package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
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
    private boolean flowing; // while gradients flow, nothing is recorded

    public Tape() {
        this(Workspace.HEAP);
    }

    /** A tape whose tensors are made in {@code workspace}. */
    public Tape(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The tensor that stands for {@code parameter} in everything recorded here. */
    public Tensor watch(Parameter parameter) {
        return watched.computeIfAbsent(parameter, p -> leaf(workspace.adopt(p)));
    }

    /** {@code value} as an independent variable of its own. */
    public Tensor watch(Tensor value) {
        return leaf(workspace.adopt(value));
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
        Flow flow = new Flow(entries.size());
        flowing = true;
        try {
            if (value.tape() == this) {
                add(value, seed, flow);
            }
            for (int slot = entries.size() - 1; slot >= 0; slot--) {
                Entry entry = entries.get(slot);
                Op op = entry.op();
                if (op != null && flow.reaches(slot)) {
                    flowBack(op, entry, flow);
                }
            }
        } finally {
            flowing = false;
        }
        return new Gradients(this, watched, flow.terms);
    }

    /** What has arrived at each slot: at an inner one the sum, at a leaf the terms. */
    private static final class Flow {
        private final @Nullable Tensor[] whole;
        private final @Nullable ScaledRows[] scaled;
        private final List<GradientTerm>[] terms;

        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
        Flow(int slots) {
            whole = new Tensor[slots];
            scaled = new ScaledRows[slots];
            terms = new List[slots];
        }

        boolean reaches(int slot) {
            return whole[slot] != null || scaled[slot] != null;
        }

        /** What arrived at an inner slot, multiplied out. */
        Tensor whole(int slot) {
            Tensor sum = whole[slot];
            ScaledRows rows = scaled[slot];
            if (rows != null) {
                sum = sum == null ? rows.value() : sum.add(rows.value());
                whole[slot] = sum;
                scaled[slot] = null;
            }
            return sum;
        }

        List<GradientTerm> terms(Tensor leaf) {
            List<GradientTerm> found = terms[leaf.slot()];
            if (found == null) {
                found = new ArrayList<>(2);
                terms[leaf.slot()] = found;
            }
            return found;
        }
    }

    private void flowBack(Op op, Entry entry, Flow flow) {
        int slot = entry.out().slot();
        Tensor[] in = entry.in();
        for (int i = 0; i < in.length; i++) {
            if (in[i].tape() == this) {
                GradientTerm factors = isLeaf(in[i]) ? factors(op, i, slot, flow, in) : null;
                if (factors != null) {
                    flow.terms(in[i]).add(factors);
                } else if (!addScaled(op, i, slot, flow, in)) {
                    Tensor gradient = op.vjp(i, flow.whole(slot), entry.out(), in);
                    add(in[i], Movement.sumTo(in[i].shape(), gradient), flow);
                }
            }
        }
        flow.whole[slot] = null;
        flow.scaled[slot] = null;
    }

    private static @Nullable GradientTerm factors(Op op, int i, int slot, Flow flow, Tensor... in) {
        if (!(op instanceof Factored factored)) {
            return null;
        }
        ScaledRows rows = flow.whole[slot] == null ? flow.scaled[slot] : null;
        return factored.factors(i, rows != null ? rows : new ScaledRows(null, flow.whole(slot)), in);
    }

    /** Lets the gradient arrive as rows with a factor each, if nothing else has arrived there. */
    private boolean addScaled(Op op, int i, int slot, Flow flow, Tensor... in) {
        if (!(op instanceof RowScaling scaling) || isLeaf(in[i]) || flow.reaches(in[i].slot())) {
            return false;
        }
        ScaledRows rows = scaling.scaled(i, flow.whole(slot), in);
        flow.scaled[in[i].slot()] = rows;
        return rows != null;
    }

    /** Adds to an inner gradient at once; a leaf collects its terms. */
    private void add(Tensor to, Tensor gradient, Flow flow) {
        if (isLeaf(to)) {
            flow.terms(to).add(new GradientTerm.Whole(gradient));
        } else {
            Tensor sum = flow.reaches(to.slot()) ? flow.whole(to.slot()) : null;
            flow.whole[to.slot()] = sum == null ? gradient : sum.add(gradient);
        }
    }

    boolean isLeaf(Tensor tensor) {
        return entries.get(tensor.slot()).op() == null;
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

    /**
     * What {@code value} would be if the parameters in {@code moved} had those numbers, and all that is constant here, such as
     * draws, stayed as it is: the function whose gradients {@link #gradients} gives.
     *
     * @return a constant
     */
    public Tensor replay(Tensor value, Map<Parameter, Tensor> moved) {
        checkArgument(value.tape() == this, "the value of shape %s is not recorded on this tape", value.shape());
        Tensor[] again = new Tensor[value.slot() + 1];
        watched.forEach((parameter, leaf) -> {
            if (leaf.slot() < again.length) {
                again[leaf.slot()] = moved.getOrDefault(parameter, leaf.detach());
            }
        });
        for (int slot = 0; slot < again.length; slot++) {
            Entry entry = entries.get(slot);
            if (again[slot] == null) {
                again[slot] = entry.op() == null ? entry.out().detach() : replay(entry, again);
            }
        }
        return again[value.slot()];
    }

    private Tensor replay(Entry entry, Tensor[] again) {
        Tensor[] in = entry.in().clone();
        for (int i = 0; i < in.length; i++) {
            in[i] = in[i].tape() == this ? again[in[i].slot()] : in[i];
        }
        return Tensor.apply(entry.op(), in);
    }

    private Tensor leaf(Tensor constant) {
        Tensor leaf = constant.at(this, entries.size());
        record(null, leaf);
        return leaf;
    }

    /** Appends {@code out}, which stands at the next slot. */
    void record(@Nullable Op op, Tensor out, Tensor... in) {
        entries.add(new Entry(op, out, in));
    }

    int nextSlot() {
        return entries.size();
    }

    /** The tape that records what is computed from {@code in}; null if all are constants, or gradients flow. */
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
        return tape == null || tape.flowing ? null : tape;
    }
}
