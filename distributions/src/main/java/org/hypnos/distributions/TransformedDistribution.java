package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * What becomes of the events of {@link #base}, which has a density, under {@link #transform}.
 *
 * <p>log p(y) = log base(x) - log |det dy/dx|, where y = f(x). The support is the image of the base's. It is reparameterised if
 * its base is, else its gradients are by score function; it has a distribution function and quantiles if its base has
 * and the transform is {@link Monotone}. The transform keeps the base's batch shape.
 */
public interface TransformedDistribution extends Distribution {
    /** {@return the distribution of x} */
    Distribution base();

    /** {@return the function f} */
    Transform transform();

    /**
     * {@return the distribution of the images of the base's events}
     *
     * @param base with a density, and with events of as many axes as are transformed together, or more
     * @param transform which keeps the base's batch shape
     * @throws IllegalArgumentException if the base is discrete, or these shapes do not fit each other
     */
    static TransformedDistribution of(Distribution base, Transform transform) {
        Capabilities<TransformedDistribution> capabilities =
                transform instanceof Monotone ? TransformedParts.MONOTONE : TransformedParts.OTHER;
        return capabilities.combination(base, new TransformedParts(base, transform));
    }

    @Override
    default Shape batchShape() {
        return base().batchShape();
    }

    @Override
    default Shape eventShape() {
        Shape image = transform().imageShape(batchShape().concat(base().eventShape()));
        return image.suffix(image.rank() - batchShape().rank());
    }

    @Override
    default Support support() {
        return transform().image(base().support());
    }

    @Override
    default Tensor sample(RandomStream random, Shape sampleShape) {
        return transform().forward(base().sample(random, sampleShape)).detach();
    }

    @Override
    default Tensor logProb(Tensor value) {
        assert support().require("a value of TransformedDistribution", value);
        Support image = new Support.Image(base().support(), transform());
        Tensor inside = Membership.all(image, value, eventShape().rank());
        Tensor density = density(Membership.patched(this, inside, value));
        return inside.where(density, density.constant(Double.NEGATIVE_INFINITY));
    }

    private Tensor density(Tensor y) {
        Tensor x = transform().inverse(y);
        int apart = base().eventShape().rank() - transform().eventRank();
        return base().logProb(x).sub(transform().logDeterminant(x, y).sumLast(apart));
    }
}
