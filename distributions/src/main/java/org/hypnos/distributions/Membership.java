package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
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
        return Tensor.apply(
                new Membership(events.eventRank(), (x, at, n) -> events.contains(event(x, at, n))), value.detach());
    }

    private static double[] event(Tensor value, int at, int n) {
        double[] event = new double[n];
        for (int i = 0; i < n; i++) {
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

    /** One for each event of the last {@code axes} axes of which all elements are one, else zero. */
    static Tensor all(Tensor elements, int axes) {
        if (axes == 0) {
            return elements;
        }
        int size = elements.shape().suffix(axes).size();
        return elements.sumLast(axes).equal(elements.constant(size));
    }
}
