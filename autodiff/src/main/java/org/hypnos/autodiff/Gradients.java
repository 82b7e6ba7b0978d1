package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gradient of one value for everything that a tape watched, as the terms that add up to it. */
public final class Gradients {
    private final Tape tape;
    private final Map<Parameter, Tensor> watched;
    private final @Nullable List<GradientTerm>[] terms; // by the leaf's number

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    Gradients(Tape tape, Map<Parameter, Tensor> watched, int leaves) {
        this.tape = tape;
        this.watched = watched;
        this.terms = new List[leaves];
    }

    /** Adds a term to the gradient for {@code leaf}; most leaves get one. */
    void add(Node.Leaf leaf, GradientTerm term) {
        List<GradientTerm> before = terms[leaf.number()];
        if (before == null) {
            terms[leaf.number()] = List.of(term);
            return;
        }
        List<GradientTerm> all = before.size() == 1 ? new ArrayList<>(before) : before;
        all.add(term);
        terms[leaf.number()] = all;
    }

    /** The gradient for {@code parameter}, of its shape; zero if it took no part. */
    public Tensor of(Parameter parameter) {
        Tensor sum = sum(terms(parameter));
        return sum != null ? sum : parameter.live().filled(parameter.shape(), 0);
    }

    /** What adds up to the gradient for {@code parameter}, in the order of the backward pass; none if it took no part. */
    public List<GradientTerm> terms(Parameter parameter) {
        Tensor leaf = watched.get(parameter);
        return leaf == null ? List.of() : terms((Node.Leaf) leaf.node());
    }

    private List<GradientTerm> terms(Node.Leaf leaf) {
        List<GradientTerm> found = leaf.number() < terms.length ? terms[leaf.number()] : null; // else watched later
        return found == null ? List.of() : found;
    }

    /** The gradient for a tensor that was watched itself; zero if it took no part. */
    public Tensor of(Tensor variable) {
        checkArgument(variable.tape() == tape, "the tensor of shape %s is not recorded on this tape", variable.shape());
        checkArgument(
                variable.node() instanceof Node.Leaf,
                "the tensor of shape %s was computed, not watched; gradients are kept for what is watched",
                variable.shape());
        Tensor sum = sum(terms((Node.Leaf) variable.node()));
        return sum != null ? sum : variable.filled(variable.shape(), 0);
    }

    private static @Nullable Tensor sum(List<GradientTerm> terms) {
        Tensor sum = null;
        for (GradientTerm term : terms) {
            sum = sum == null ? term.value() : sum.add(term.value());
        }
        return sum;
    }
}
