package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * An invertible differentiable function y = f(x) of events, with the determinant of its Jacobian.
 *
 * <p>The last {@link #eventRank()} axes of x are one event, and the last {@link #imageRank()} axes of y its image; all
 * axes in front are kept. Where rounding would leave the codomain, {@code forward} gives the number of it that is
 * nearest, with a gradient of zero.
 */
public interface Transform {
    /**
     * {@return the image of {@code x}}
     *
     * @param x events of the domain
     */
    Tensor forward(Tensor x);

    /**
     * {@return the x of which {@code y} is the image; arbitrary, or NaN, for what is not in the codomain}
     *
     * @param y images of events
     */
    Tensor inverse(Tensor y);

    /**
     * {@return log |det dy/dx| in nats, one for each event}
     *
     * <p>An image of fewer degrees of freedom than it has numbers, such as a simplex, counts by as many of its numbers as an
     * event of x has.
     *
     * @param x events of the domain
     * @param y the image of {@code x}
     */
    Tensor logDeterminant(Tensor x, Tensor y);

    /** {@return the set of all x that have an image} */
    Support domain();

    /** {@return the set of all images} */
    Support codomain();

    /** {@return how many of the last axes of x are transformed together} */
    default int eventRank() {
        return domain().eventRank();
    }

    /** {@return how many of the last axes of y are the image of one event} */
    default int imageRank() {
        return Math.max(eventRank(), codomain().eventRank());
    }

    /**
     * {@return the shape of an image, by default that of x}
     *
     * @param x shape of x
     */
    default Shape imageShape(Shape x) {
        return x;
    }

    /**
     * {@return the image of a set}
     *
     * @param of a part of the domain, or all of it
     */
    default Support image(Support of) {
        return of.equals(domain()) ? codomain() : new Support.Image(of, this);
    }
}
