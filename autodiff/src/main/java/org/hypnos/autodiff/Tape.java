package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was computed, in the order in which it was, so that backwards is already topological: each recorded tensor knows the
 * one before it.
 */
public final class Tape {
    private final Workspace workspace;
    private final Map<Parameter, Tensor> watched = new IdentityHashMap<>();
    private @Nullable Tensor last;
    private int size;
    private int leaves;
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
        Tensor known = watched.get(parameter);
        if (known != null) {
            return known;
        }
        Tensor leaf = leaf(parameter.live(), parameter);
        watched.put(parameter, leaf);
        return leaf;
    }

    /** {@code value} as an independent variable of its own. */
    public Tensor watch(Tensor value) {
        return leaf(value, null);
    }

    private Tensor leaf(Tensor value, @Nullable Parameter parameter) {
        Tensor leaf = workspace.adopt(value, new Node.Leaf(this, last, leaves++), parameter);
        record(leaf);
        return leaf;
    }

    /** The node of what {@code op} computes from {@code in}. */
    Node node(Op op, Tensor... in) {
        return new Node(this, op, last, in);
    }

    /** Appends {@code out}, whose node is the newest. */
    void record(Tensor out) {
        last = out;
        size++;
    }

    /** How many tensors were recorded: what is watched, and what was computed from it. */
    public int size() {
        return size;
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
                value.node() == null || value.tape() == this,
                "the value of shape %s is recorded on another tape",
                value.shape());
        Gradients gradients = new Gradients(this, watched, leaves);
        flowing = true;
        try {
            if (value.node() != null) {
                arrive(value.node(), seed, gradients);
            }
            for (Tensor at = last; at != null; at = at.node().previous()) {
                if (at.node().isReached()) {
                    flowBack(at, gradients);
                }
            }
        } finally {
            flowing = false;
            forgetFlow();
        }
        return gradients;
    }

    private void forgetFlow() {
        for (Tensor at = last; at != null; at = at.node().previous()) {
            at.node().forget();
        }
    }

    private void flowBack(Tensor out, Gradients gradients) {
        Node from = out.node();
        Op op = from.op();
        Tensor[] in = from.in();
        for (int i = 0; i < in.length; i++) {
            Node to = in[i].node();
            boolean taken = to == null || leavesFactors(op, i, from, to, gradients) || scalesRows(op, i, from, to);
            if (!taken) {
                Tensor gradient = op.vjp(i, from.whole(), out, in);
                arrive(to, Movement.sumTo(in[i].shape(), gradient), gradients);
            }
        }
    }

    /** A parameter may get its gradient as a product that is not multiplied out. */
    private static boolean leavesFactors(Op op, int i, Node from, Node to, Gradients gradients) {
        if (!(op instanceof Factored factored && to instanceof Node.Leaf leaf)) {
            return false;
        }
        GradientTerm factors = factored.factors(i, from.rows(), from.in());
        if (factors != null) {
            gradients.add(leaf, factors);
        }
        return factors != null;
    }

    /** The gradient may arrive as rows with a factor each, if nothing else has arrived there. */
    private static boolean scalesRows(Op op, int i, Node from, Node to) {
        if (!(op instanceof RowScaling scaling) || to instanceof Node.Leaf || to.isReached()) {
            return false;
        }
        ScaledRows rows = scaling.scaled(i, from.whole(), from.in());
        if (rows != null) {
            to.arrive(rows);
        }
        return rows != null;
    }

    /** Adds to an inner gradient at once; a leaf collects its terms. */
    private static void arrive(Node to, Tensor gradient, Gradients gradients) {
        if (to instanceof Node.Leaf leaf) {
            gradients.add(leaf, new GradientTerm.Whole(gradient));
        } else {
            to.arrive(gradient);
        }
    }

    /** The parameters whose gradient of {@code value} need not be zero, in the order in which they were watched. */
    public List<Parameter> reached(Tensor value) {
        List<Parameter> parameters = new ArrayList<>();
        if (value.tape() == this) {
            value.node().mark();
        }
        for (Tensor at = last; at != null; at = at.node().previous()) {
            if (at.node().unmark()) {
                for (Tensor input : at.node().in()) {
                    if (input.node() != null) {
                        input.node().mark();
                    }
                }
                if (at.node() instanceof Node.Leaf && at.parameter() != null) {
                    parameters.add(at.parameter());
                }
            }
        }
        Collections.reverse(parameters);
        return parameters;
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
