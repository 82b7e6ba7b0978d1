package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Transforms one after the other.
 *
 * @param parts at least one, applied from the first to the last
 */
public record Compose(ImmutableList<Transform> parts) implements Transform {
    /**
     * Checks that there is a part.
     *
     * @param parts at least one
     * @throws IllegalArgumentException if there is none
     */
    public Compose {
        checkArgument(!parts.isEmpty(), "Compose needs at least one transform");
    }

    /**
     * {@return these transforms one after the other}
     *
     * @param parts at least one, applied from the first to the last
     */
    public static Compose of(Transform... parts) {
        return new Compose(ImmutableList.copyOf(parts));
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (Transform part : parts) {
            y = part.forward(y);
        }
        return y;
    }

    @Override
    public Tensor inverse(Tensor y) {
        Tensor x = y;
        for (Transform part : parts.reverse()) {
            x = part.inverse(x);
        }
        return x;
    }

    /** The sum over the parts, each summed over those axes of the event that the part keeps apart. */
    @Override
    public Tensor logDeterminant(Tensor x, Tensor y) {
        Tensor sum = x.constant(0);
        Tensor at = x;
        int rank = eventRank();
        for (Transform part : parts) {
            Tensor next = part.forward(at);
            sum = part.logDeterminant(at, next).sumLast(rank - part.eventRank()).add(sum);
            rank += part.imageRank() - part.eventRank();
            at = next;
        }
        return sum;
    }

    @Override
    public Support domain() {
        return parts.get(0).domain();
    }

    @Override
    public Support codomain() {
        return image(domain());
    }

    /** As many axes as the part needs that needs most, counted before the first. */
    @Override
    public int eventRank() {
        int rank = 0;
        int added = 0;
        for (Transform part : parts) {
            rank = Math.max(rank, part.eventRank() - added);
            added += part.imageRank() - part.eventRank();
        }
        return rank;
    }

    @Override
    public int imageRank() {
        int rank = eventRank();
        for (Transform part : parts) {
            rank += part.imageRank() - part.eventRank();
        }
        return rank;
    }

    @Override
    public Shape imageShape(Shape x) {
        Shape shape = x;
        for (Transform part : parts) {
            shape = part.imageShape(shape);
        }
        return shape;
    }

    /** The image under the last part of the image under the one before, and so on. */
    @Override
    public Support image(Support of) {
        Support image = of;
        for (Transform part : parts) {
            image = part.image(image);
        }
        return image;
    }
}
