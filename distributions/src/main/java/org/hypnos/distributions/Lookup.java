package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * From a table {@code in[0]} [..., n], whose rows repeat, the numbers at the places {@code in[1]}, -infinity at those that a
 * row does not have.
 */
record Lookup() implements Op {
    /** The numbers at {@code places}, which broadcast with the table's rows. */
    static Tensor of(Tensor table, Tensor places) {
        Shape batch = table.shape().without(-1);
        Shape joint = places.shape().broadcast(batch);
        Tensor rows = joint.endsWith(batch)
                ? table
                : table.broadcastTo(joint.concat(table.shape().suffix(1)));
        return Tensor.apply(new Lookup(), rows, places.broadcastTo(joint).detach());
    }

    @Override
    public Shape shape(Shape... in) {
        return in[1].broadcast(in[0].without(-1));
    }

    @Override
    public void value(Output out, Tensor... in) {
        int n = in[0].shape().dim(-1);
        int rows = in[0].shape().size() / n;
        out.fill(i -> {
            double place = in[1].get(i);
            return has(place, n) ? in[0].get(i % rows * n + (int) place) : Double.NEGATIVE_INFINITY;
        });
    }

    private static boolean has(double place, int n) {
        return place >= 0 && place < n && place == Math.rint(place);
    }

    /** g at each place that there is, zero elsewhere. */
    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        int n = in[0].shape().dim(-1);
        Tensor found = new Numbers.WholeNumbersBelow(n).contains(in[1]);
        Tensor places = found.where(in[1], in[1].constant(0));
        Tensor g = found.where(gradient, gradient.constant(0));
        return places.oneHot(n).mul(g.reshape(g.shape().concat(Shape.of(1))));
    }
}
