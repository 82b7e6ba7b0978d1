package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.DiscreteFinite;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.OneHotCategorical;

/** The discrete distributions. */
final class DiscreteCases {
    private DiscreteCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(
                numbers("Bernoulli", Bernoulli::new).withExtreme(-800).withExtreme(800),
                choices("Categorical", Categorical::new),
                choices("OneHotCategorical", OneHotCategorical::new),
                choices("DiscreteFinite", logits -> new DiscreteFinite(increasing(logits), logits)));
    }

    /** Of a logit for each event. */
    private static DistributionCase numbers(String name, Function<Tensor, Distribution> distribution) {
        return new DistributionCase(
                name, TensorArbitraries.tensors(0, 3).map(ImmutableList::of), in -> distribution.apply(in.get(0)));
    }

    /** Of logits for the choices along a last axis. */
    private static DistributionCase choices(String name, Function<Tensor, Distribution> distribution) {
        return new DistributionCase(
                        name,
                        TensorArbitraries.tensors(1, 3).map(ImmutableList::of),
                        in -> distribution.apply(in.get(0)))
                .withExtreme(Tensor.of(DType.FLOAT64, Shape.of(3), 800, -800, 0))
                .withExtreme(Tensor.of(DType.FLOAT64, Shape.of(3), Double.NEGATIVE_INFINITY, -800, 0));
    }

    /** As many numbers as there are choices. */
    private static Tensor increasing(Tensor logits) {
        return logits.filled(logits.shape().suffix(1), 1.5).cumsum(0).sub(4);
    }
}
