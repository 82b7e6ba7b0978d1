package org.hypnos.distributions;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Draws of single numbers by samplers that take their random numbers one by one, from the stream of each row. */
record RowDraws(RandomStream random, Shape shape, Sampler sampler) implements Op {
    interface Sampler {
        /** Draws with these parameters, an array that is not to be kept; made once for neighbours that share them. */
        DoubleSupplier of(UniformRandomProvider random, double... parameters);
    }

    /** A draw of {@code shape}, which ends with what the shapes of {@code parameters} broadcast to; a constant. */
    static Tensor of(RandomStream random, Shape shape, Sampler sampler, Tensor... parameters) {
        Tensor[] constants = new Tensor[parameters.length];
        Shape batch = parameters[0].shape();
        for (Tensor parameter : parameters) {
            batch = batch.broadcast(parameter.shape());
        }
        for (int i = 0; i < parameters.length; i++) {
            constants[i] = parameters[i].detach().broadcastTo(batch);
        }
        return Tensor.apply(new RowDraws(random, shape, sampler), constants);
    }

    @Override
    public Shape shape(Shape... in) {
        return shape;
    }

    @Override
    public void value(Output out, Tensor... in) {
        eachRow(random, shape, (row, from, to) -> drawRow(out, row, from, to, in));
    }

    interface Row {
        /** Draws the elements from {@code from} to {@code to}. */
        void draw(UniformRandomProvider random, int from, int to);
    }

    /** Goes through the rows of a draw of {@code shape}. */
    static void eachRow(RandomStream random, Shape shape, Row row) {
        int perRow = random.perRow(shape);
        for (int i = 0; i < random.rowCount(); i++) {
            row.draw(random.row(i), i * perRow, (i + 1) * perRow);
        }
    }

    private void drawRow(Output out, UniformRandomProvider row, int from, int to, Tensor... in) {
        double[] parameters = new double[in.length];
        double[] next = new double[in.length];
        DoubleSupplier draws = null;
        for (int at = from; at < to; at++) {
            for (int i = 0; i < in.length; i++) {
                next[i] = in[i].get(at % in[i].shape().size());
            }
            if (draws == null || !Arrays.equals(parameters, next)) {
                System.arraycopy(next, 0, parameters, 0, next.length);
                draws = sampler.of(row, next);
            }
            out.set(at, draws.getAsDouble());
        }
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return gradient.constant(0);
    }
}
