package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gradient of one value for everything that a tape watched, as the terms that add up to it. */
public final class Gradients {
    private final Tape tape;
    private final @Nullable GradientTerm[] first; // by the number of what is watched; most get one term
    private @Nullable List<GradientTerm> @Nullable [] more;

    Gradients(Tape tape, int watched) {
        this.tape = tape;
        this.first = new GradientTerm[watched];
    }

    /** Adds a term to the gradient for {@code variable}. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    void add(Recorded.Watched variable, GradientTerm term) {
        int number = variable.number();
        if (first[number] == null) {
            first[number] = term;
            return;
        }
        if (more == null) {
            more = new List[first.length];
        }
        if (more[number] == null) {
            more[number] = new ArrayList<>(1);
        }
        more[number].add(term);
    }

    /**
     * {@return the gradient for {@code parameter}, of its shape; zero if it took no part}
     *
     * @param parameter any, watched or not
     */
    public Tensor of(Parameter parameter) {
        Tensor sum = sum(terms(parameter));
        return sum != null ? sum : parameter.live().filled(parameter.shape(), 0);
    }

    /**
     * {@return what adds up to the gradient for {@code parameter}, in the order of the backward pass; none if it took
     * no part}
     *
     * @param parameter any, watched or not
     */
    public List<GradientTerm> terms(Parameter parameter) {
        List<GradientTerm> terms = new ArrayList<>();
        forEachTerm(parameter, terms::add);
        return terms;
    }

    /**
     * Tells {@code visitor} of each of the {@link #terms}.
     *
     * @param parameter any, watched or not
     * @param visitor called in the order of the backward pass
     */
    public void forEachTerm(Parameter parameter, Consumer<? super GradientTerm> visitor) {
        Recorded.Watched variable = tape.watched(parameter);
        if (variable != null) {
            forEachTerm(variable, visitor);
        }
    }

    private void forEachTerm(Recorded.Watched variable, Consumer<? super GradientTerm> visitor) {
        int number = variable.number();
        if (number >= first.length || first[number] == null) { // watched later, or it took no part
            return;
        }
        visitor.accept(first[number]);
        if (more != null && more[number] != null) {
            more[number].forEach(visitor);
        }
    }

    /**
     * {@return the gradient for a tensor that was watched itself; zero if it took no part}
     *
     * @param variable what {@link Tape#watch(Tensor)} returned
     * @throws IllegalArgumentException if it was computed, or belongs to another tape
     */
    public Tensor of(Tensor variable) {
        checkArgument(variable.tape() == tape, "the tensor of shape %s is not recorded on this tape", variable.shape());
        checkArgument(
                variable instanceof Recorded.Watched,
                "the tensor of shape %s was computed, not watched; gradients are kept for what is watched",
                variable.shape());
        List<GradientTerm> terms = new ArrayList<>();
        forEachTerm((Recorded.Watched) variable, terms::add);
        Tensor sum = sum(terms);
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
