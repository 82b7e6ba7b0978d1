package org.hypnos.testkit;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.Support;

/** Normal distributions to make a slip in, those along the last {@code axes} axes as one event. */
class WrongNormal implements Reparameterized, Moments {
    final Normal right;
    final int axes;

    WrongNormal(Tensor location, Tensor scale, int axes) {
        this.right = new Normal(location, scale);
        this.axes = axes;
    }

    @Override
    public Shape batchShape() {
        return right.batchShape().prefix(right.batchShape().rank() - axes);
    }

    @Override
    public Shape eventShape() {
        return right.batchShape().suffix(axes);
    }

    @Override
    public Support support() {
        return right.support();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        return right.rsample(random, sampleShape);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return right.logProb(value).sumLast(axes);
    }

    @Override
    public Tensor mean() {
        return right.location().broadcastTo(right.batchShape());
    }

    @Override
    public Tensor variance() {
        return right.scale().square().broadcastTo(right.batchShape());
    }
}
