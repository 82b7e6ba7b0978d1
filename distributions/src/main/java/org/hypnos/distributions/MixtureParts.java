package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A {@link MixtureSameFamily} without capabilities. */
record MixtureParts(Tensor logits, Distribution components) implements MixtureSameFamily {
    static final Capabilities<MixtureSameFamily> CAPABILITIES = Capabilities.of(MixtureSameFamily.class)
            .when(Moments.class, WithMoments.class)
            .when(Cumulative.class, WithCumulative.class);

    MixtureParts {
        Shape batch = components.batchShape();
        checkArgument(
                logits.shape().rank() > 0
                        && batch.rank() > 0
                        && logits.shape().dim(-1) == batch.dim(-1)
                        && logits.shape().broadcast(batch).endsWith(batch),
                "MixtureSameFamily needs components along the last axis of their batch shape, for logits of shape %s;"
                        + " found batch shape %s",
                logits.shape(),
                batch);
    }

    @Override
    public String toString() {
        return "MixtureSameFamily[logits=" + logits + ", components=" + components + "]";
    }

    /** The mean over the components of {@code ofEach}, which has their batch's and event's axes. */
    private static Tensor mean(MixtureSameFamily mixture, Tensor ofEach) {
        Tensor weights = mixture.logits().softmax(-1);
        int eventRank = mixture.eventShape().rank();
        Shape spread = weights.shape().concat(Scores.ones(eventRank));
        return ofEach.mul(weights.reshape(spread)).sum(-1 - eventRank);
    }

    /** Over components with moments. */
    interface WithMoments extends MixtureSameFamily, Moments {
        @Override
        default Tensor mean() {
            return MixtureParts.mean(this, ((Moments) components()).mean());
        }

        /** E[variance of a component] + E[(its mean - mean)^2]. */
        @Override
        default Tensor variance() {
            Moments each = (Moments) components();
            Tensor apart =
                    each.mean().sub(Support.Union.spread(mean(), eventShape().rank()));
            return MixtureParts.mean(this, each.variance().add(apart.square()));
        }
    }

    /** Over components with a distribution function. */
    interface WithCumulative extends MixtureSameFamily, Cumulative {
        @Override
        default Tensor cdf(Tensor value) {
            return MixtureParts.mean(this, ((Cumulative) components()).cdf(Support.Union.spread(value, 0)));
        }
    }
}
