package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The normal distribution of vectors x = location + L z of n numbers, with standard normal z; its draws are reparameterised.
 *
 * <p>log p(x) = -|z|^2 / 2 - log(det L) - n log(2 pi) / 2, with z = L^-1 (x - location). The covariance is L L'.
 *
 * @param location the mean, of the batch's shape and the axis of the vectors
 * @param scaleTril L, of the batch's shape and the axes of a matrix, of which the lower triangle is read: Cholesky's factor
 *     of the covariance, with a positive diagonal; the leading axes of both broadcast to the batch's shape
 */
public record MultivariateNormal(Tensor location, Tensor scaleTril) implements Reparameterized, Moments, Mode, Entropy {
    /**
     * Checks the shapes and, where assertions are enabled, the numbers.
     *
     * @param location [..., n], finite
     * @param scaleTril [..., n, n], finite up to the diagonal, and positive on it
     * @throws IllegalArgumentException if a check fails
     */
    public MultivariateNormal {
        Shape mean = location.shape();
        Shape factor = scaleTril.shape();
        checkArgument(
                mean.rank() > 0
                        && factor.rank() > 1
                        && factor.dim(-1) == mean.dim(-1)
                        && factor.dim(-2) == mean.dim(-1),
                "MultivariateNormal needs a location [..., n] and a scaleTril [..., n, n], found %s and %s",
                mean,
                factor);
        Parameters.requireBroadcast("MultivariateNormal", location, scaleTril.diagonal());
        assert new Numbers.Reals().require("MultivariateNormal's location", location);
        assert new Numbers.Reals().require("MultivariateNormal's scaleTril", scaleTril.lowerTriangle(0));
        assert new Numbers.Positive().require("the diagonal of MultivariateNormal's scaleTril", scaleTril.diagonal());
    }

    /**
     * {@return the distribution of this mean and covariance}
     *
     * @param location the mean [..., n]
     * @param covariance [..., n, n], of which the lower triangle is read
     * @throws IllegalArgumentException if a covariance is not positive definite, or shapes do not fit each other
     */
    public static MultivariateNormal ofCovariance(Tensor location, Tensor covariance) {
        return new MultivariateNormal(location, covariance.cholesky());
    }

    /**
     * {@return a distribution of vectors of independent numbers: {@link Normal}s read as one event}
     *
     * @param location the means [..., n]
     * @param scale the standard deviations, positive; broadcasts with the means
     */
    public static Distribution diagonal(Tensor location, Tensor scale) {
        return new Normal(location, scale).toEvent(1);
    }

    @Override
    public Shape batchShape() {
        Shape factor = scaleTril.shape();
        return location.shape().without(-1).broadcast(factor.prefix(factor.rank() - 2));
    }

    @Override
    public Shape eventShape() {
        return location.shape().suffix(1);
    }

    @Override
    public Support support() {
        return new Numbers.Reals();
    }

    @Override
    public Tensor rsample(RandomStream random, Shape sampleShape) {
        Shape batch = batchShape();
        Tensor like = location.sub(scaleTril.diagonal()).detach(); // of the workspace that results are made in
        Tensor z = random.normal(sampleShape.concat(batch).concat(eventShape()), like);
        Tensor moved = factors(batch).lowerTriangle(0).batchMatmul(columns(z, batch));
        return moved.permute(2, 0, 1).reshape(z.shape()).add(location);
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        Tensor finite = support().contains(value);
        Tensor difference = finite.where(value, value.constant(0)).sub(location);
        Shape joint = difference.shape().without(-1).broadcast(batchShape());
        Shape batch = joint.suffix(batchShape().rank());
        Tensor z = factors(batch).triangularSolve(columns(difference.broadcastTo(joint.concat(eventShape())), batch));
        Tensor squares = z.square().sum(1).transpose().reshape(joint);
        Tensor logDensity = squares.mul(-0.5).sub(logDeterminant()).sub(size() * Normal.HALF_LOG_TWO_PI);
        return Membership.all(support(), value, 1).where(logDensity, logDensity.constant(Double.NEGATIVE_INFINITY));
    }

    private int size() {
        return location.shape().dim(-1);
    }

    /** One matrix for each element of {@code batch}. */
    private Tensor factors(Shape batch) {
        return scaleTril
                .broadcastTo(batch.concat(Shape.of(size(), size())))
                .unnamed()
                .reshape(Shape.of(batch.size(), size(), size()));
    }

    /** The vectors [..., batch, n] as the columns of one matrix for each element of {@code batch}. */
    private Tensor columns(Tensor vectors, Shape batch) {
        int samples = vectors.shape().size() / (batch.size() * size());
        return vectors.unnamed()
                .reshape(Shape.of(samples, batch.size(), size()))
                .permute(1, 2, 0);
    }

    /** Of L. */
    private Tensor logDeterminant() {
        return scaleTril.diagonal().log().sum(-1);
    }

    @Override
    public Tensor mean() {
        return location.broadcastTo(batchShape().concat(eventShape()));
    }

    /** The diagonal of L L'. */
    @Override
    public Tensor variance() {
        return scaleTril
                .lowerTriangle(0)
                .square()
                .sum(-1)
                .broadcastTo(batchShape().concat(eventShape()));
    }

    @Override
    public Tensor mode() {
        return mean();
    }

    /** log(det L) + n (1 + log(2 pi)) / 2. */
    @Override
    public Tensor entropy() {
        return logDeterminant().add(size() * (0.5 + Normal.HALF_LOG_TWO_PI)).broadcastTo(batchShape());
    }
}
