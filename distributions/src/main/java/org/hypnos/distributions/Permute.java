package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import org.hypnos.autodiff.Tensor;

/**
 * The numbers along the last axis in another order: y_i = x_(order i).
 *
 * @param order where each number of y stands in x, from 0
 */
public record Permute(ImmutableIntArray order) implements Transform {
    /**
     * Checks that every number has a place.
     *
     * @param order each of 0, ..., n - 1 once
     * @throws IllegalArgumentException if one is missing
     */
    public Permute {
        for (int i = 0; i < order.length(); i++) {
            checkArgument(order.contains(i), "Permute's order %s does not have %s", order, i);
        }
    }

    /**
     * {@return a transform to this order}
     *
     * @param order where each number of y stands in x: each of 0, ..., n - 1 once
     */
    public static Permute of(int... order) {
        return new Permute(ImmutableIntArray.copyOf(order));
    }

    @Override
    public Tensor forward(Tensor x) {
        return Rearrange.of(fitting(x), order.length(), order::get);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return Rearrange.of(fitting(y), order.length(), order::indexOf);
    }

    private Tensor fitting(Tensor x) {
        checkArgument(
                x.shape().rank() > 0 && x.shape().dim(-1) == order.length(),
                "Permute orders vectors of %s numbers, found shape %s",
                order.length(),
                x.shape());
        return x;
    }

    /** 0. */
    @Override
    public Tensor logDeterminant(Tensor x, Tensor y) {
        return x.filled(x.shape().without(-1), 0);
    }

    @Override
    public Support domain() {
        return new Numbers.Reals();
    }

    @Override
    public Support codomain() {
        return domain();
    }

    @Override
    public int eventRank() {
        return 1;
    }
}
