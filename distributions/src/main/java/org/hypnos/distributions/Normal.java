package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The normal distribution; its draws are reparameterised: location + scale * standard normal.
 *
 * <p>log p(x) = -((x - location) / scale)^2 / 2 - log(scale) - log(2 pi) / 2.
 *
 * @param location the mean
 * @param scale the standard deviation, positive; broadcasts with the location to the batch's shape
 */
public record Normal(Tensor location, Tensor scale) implements Reparameterized {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    @Override
    public Shape batchShape() {
        return location.shape().broadcast(scale.shape());
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Support support() {
        return new Numbers.Reals();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        Tensor like = location.add(scale).detach(); // of the workspace that results are made in
        return random.normal(sampleShape.concat(batchShape()), like).mul(scale).add(location);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return value.sub(location)
                .div(scale)
                .square()
                .mul(-0.5)
                .sub(scale.log())
                .sub(HALF_LOG_TWO_PI);
    }
}
