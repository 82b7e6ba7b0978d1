package org.hypnos.inference.rws;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Support;

/**
 * The uniform distribution over the finite support of another, of the same shapes: log p(x) = -d log n, where an event is
 * made of d values of n possible ones each. Only its own draws and those of {@code like} are scored, which are in the support.
 *
 * @param support of {@code like}
 */
record Equiprobable(Distribution like, Support.Finite support) implements Distribution {
    /**
     * The uniform distribution over what {@code site} can be.
     *
     * @throws IllegalArgumentException if that cannot be listed
     */
    static Equiprobable over(String site, Distribution like) {
        checkArgument(
                like.support() instanceof Support.Finite,
                "site '%s' can be one of %s, which cannot be made equiprobable; give a defensive program",
                site,
                like.support());
        return new Equiprobable(like, (Support.Finite) like.support());
    }

    @Override
    public Shape batchShape() {
        return like.batchShape();
    }

    @Override
    public Shape eventShape() {
        return like.eventShape();
    }

    private int sizeOfOne() {
        return eventShape().suffix(support.eventRank()).size();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape batch = sampleShape.concat(batchShape());
        Tensor uniform = random.uniform(
                batch.concat(Shape.of(eventShape().size() / sizeOfOne())), like.sample(random, sampleShape));
        return Tensor.apply(new Listed(support, sizeOfOne(), batch.concat(eventShape())), uniform);
    }

    @Override
    public Tensor logProb(Tensor value) {
        int axes = eventShape().rank();
        Shape batch = value.shape().prefix(value.shape().rank() - axes).broadcast(batchShape());
        double values = eventShape().size() / (double) sizeOfOne();
        return value.filled(batch, -values * StrictMath.log(support.count(sizeOfOne())));
    }

    /** For each uniform number the value of the support that it falls on. */
    private record Listed(Support.Finite support, int size, Shape shape) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return shape;
        }

        @Override
        public void value(Output out, Tensor... in) {
            double[] event = new double[size];
            double count = support.count(size);
            for (int i = 0; i < in[0].shape().size(); i++) {
                support.list((int) (in[0].get(i) * count), event);
                for (int j = 0; j < size; j++) {
                    out.set(i * size + j, event[j]);
                }
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}
