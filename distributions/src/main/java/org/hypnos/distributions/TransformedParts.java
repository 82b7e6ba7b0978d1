package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A {@link TransformedDistribution} without capabilities. */
record TransformedParts(Distribution base, Transform transform) implements TransformedDistribution {
    static final Capabilities<TransformedDistribution> OTHER =
            Capabilities.of(TransformedDistribution.class).when(Reparameterized.class, Pathwise.class);
    static final Capabilities<TransformedDistribution> MONOTONE =
            OTHER.when(Quantile.class, WithQuantile.class).when(Cumulative.class, WithCumulative.class);

    TransformedParts {
        checkArgument(
                !countable(base.support()),
                "TransformedDistribution needs a base with a density, found one over %s",
                base.support());
        int apart = base.eventShape().rank() - transform.eventRank();
        checkArgument(
                apart >= 0,
                "%s transforms the last %s axes together, but the base's events have shape %s; is toEvent(%s) missing?",
                transform,
                transform.eventRank(),
                base.eventShape(),
                -apart);
        Shape shape = base.batchShape().concat(base.eventShape());
        Shape image = transform.imageShape(shape);
        Shape kept = shape.prefix(base.batchShape().rank() + apart);
        checkArgument(
                image.rank() >= kept.rank()
                        && image.prefix(kept.rank()).equals(kept)
                        && (transform.eventRank() > 0 || image.equals(shape)),
                "%s makes shape %s of the base's %s; give the base that batch shape, since repeated draws are not "
                        + "independent",
                transform,
                image,
                shape);
    }

    private static boolean countable(Support support) {
        return support instanceof Support.Finite || support instanceof Numbers.WholeNumbers;
    }

    @Override
    public String toString() {
        return "TransformedDistribution[base=" + base + ", transform=" + transform + "]";
    }

    /** Over a base whose draws are differentiable. */
    interface Pathwise extends TransformedDistribution, Reparameterized {
        @Override
        default Tensor sample(RandomStream random, Shape sampleShape) {
            return Reparameterized.super.sample(random, sampleShape);
        }

        @Override
        default Tensor rsample(RandomStream random, Shape sampleShape) {
            return transform().forward(((Reparameterized) base()).rsample(random, sampleShape));
        }
    }

    /** F(y) = F_base(x), or 1 - F_base(x) where the transform decreases. */
    interface WithCumulative extends TransformedDistribution, Cumulative {
        @Override
        default Tensor cdf(Tensor value) {
            Tensor inside = transform().codomain().contains(value);
            Tensor x = transform().inverse(Membership.patched(this, inside, value));
            Tensor below = ((Cumulative) base()).cdf(x);
            Tensor cumulated = increases(x).where(below, below.neg().add(1));
            return inside.where(cumulated, value.greater(transform().forward(x)));
        }

        /** One where the transform increases. */
        default Tensor increases(Tensor x) {
            return ((Monotone) transform()).increases(x);
        }
    }

    /** The image of the base's quantile. */
    interface WithQuantile extends WithCumulative, Quantile {
        @Override
        default Tensor quantile(Tensor probability) {
            Tensor below =
                    increases(probability).where(probability, probability.neg().add(1));
            return transform().forward(((Quantile) base()).quantile(below));
        }
    }
}
