package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** One where a set holds an event along the last {@code axes} axes, else zero. */
record Membership(int axes, Test test) implements Op {
    /** Whether the event of {@code n} numbers from element {@code at} of {@code value} is in the set. */
    interface Test {
        boolean at(Tensor value, int at, int n);
    }

    static Tensor of(Numbers numbers, Tensor value) {
        return Tensor.apply(new Membership(0, (x, at, n) -> numbers.contains(x.get(at))), value.detach());
    }

    static Tensor of(Support.Events events, Tensor value) {
        int rank = events.eventRank();
        double[] event = new double[value.shape().suffix(rank).size()];
        return Tensor.apply(new Membership(rank, (x, at, n) -> events.contains(read(x, at, event))), value.detach());
    }

    private static double[] read(Tensor value, int at, double[] event) {
        for (int i = 0; i < event.length; i++) {
            event[i] = value.get(at + i);
        }
        return event;
    }

    @Override
    public Shape shape(Shape... in) {
        return in[0].prefix(in[0].rank() - axes);
    }

    @Override
    public void value(Output out, Tensor... in) {
        int n = in[0].shape().suffix(axes).size();
        out.fill(i -> test.at(in[0], i * n, n) ? 1 : 0);
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return gradient.constant(0);
    }

    /** One for each event of the last {@code axes} axes that {@code set} holds all parts of, else zero. */
    static Tensor all(Support set, Tensor value, int axes) {
        Tensor parts = set.contains(value);
        int apart = axes - set.eventRank();
        int size = parts.shape().suffix(apart).size();
        return apart == 0 ? parts : parts.sumLast(apart).equal(parts.constant(size));
    }

    /** {@code value} with an event that {@code distribution} draws in place of those that are not {@code inside}. */
    static Tensor patched(Distribution distribution, Tensor inside, Tensor value) {
        if (inside.sum().item() == inside.shape().size()) {
            return value;
        }
        Shape ones = Scores.ones(distribution.eventShape().rank());
        Tensor events = inside.reshape(inside.shape().concat(ones));
        return events.where(value, distribution.sample(RandomStream.of(0), Shape.SCALAR));
    }
}
