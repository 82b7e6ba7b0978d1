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
    Tensor forward(Tensor x);

    /** The x of which {@code y} is the image; arbitrary, or NaN, for what is not in the codomain. */
    Tensor inverse(Tensor y);

    /**
     * log |det dy/dx| in nats, one for each event. An image of fewer degrees of freedom than it has numbers, such as a
     * simplex, counts by as many of its numbers as an event of x has.
     *
     * @param y the image of {@code x}
     */
    Tensor logDeterminant(Tensor x, Tensor y);

    Support domain();

    Support codomain();

    /** How many of the last axes of x are transformed together. */
    default int eventRank() {
        return domain().eventRank();
    }

    /** How many of the last axes of y are the image of one event. */
    default int imageRank() {
        return Math.max(eventRank(), codomain().eventRank());
    }

    /** The shape of the image of an x of shape {@code x}. */
    default Shape imageShape(Shape x) {
        return x;
    }

    /** The image of a set. */
    default Support image(Support of) {
        return of.equals(domain()) ? codomain() : new Support.Image(of, this);
    }
}
