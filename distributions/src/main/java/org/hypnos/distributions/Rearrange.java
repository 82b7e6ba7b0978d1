package org.hypnos.distributions;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Along the last axis, the elements at {@code from}, each at most once; zero where that is {@link #NOTHING}. */
record Rearrange(ImmutableIntArray from) implements Op {
    static final int NOTHING = -1;

    /** {@code n} elements, element i from {@code from(i)}. */
    static Tensor of(Tensor x, int n, IntUnaryOperator from) {
        int[] indices = new int[n];
        Arrays.setAll(indices, from);
        return Tensor.apply(new Rearrange(ImmutableIntArray.copyOf(indices)), x);
    }

    static Tensor reversed(Tensor x) {
        int n = x.shape().dim(-1);
        return of(x, n, i -> n - 1 - i);
    }

    @Override
    public Shape shape(Shape... in) {
        return in[0].with(-1, from.length());
    }

    @Override
    public void value(Output out, Tensor... in) {
        int n = from.length();
        int source = in[0].shape().dim(-1);
        out.fill(i -> from.get(i % n) == NOTHING ? 0 : in[0].get(i / n * source + from.get(i % n)));
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return of(gradient, in[0].shape().dim(-1), from::indexOf); // NOTHING is what indexOf does not find
    }
}
