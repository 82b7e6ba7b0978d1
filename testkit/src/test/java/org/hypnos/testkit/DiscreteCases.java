package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.function.Function;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.BetaBinomial;
import org.hypnos.distributions.Binomial;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.DiscreteFinite;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Geometric;
import org.hypnos.distributions.Multinomial;
import org.hypnos.distributions.NegativeBinomial;
import org.hypnos.distributions.OneHotCategorical;
import org.hypnos.distributions.Poisson;

/** The discrete distributions. */
final class DiscreteCases {
    private DiscreteCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(
                numbers("Bernoulli", Bernoulli::new).withExtreme(-800).withExtreme(800),
                choices("Categorical", Categorical::new),
                choices("OneHotCategorical", OneHotCategorical::new),
                choices("DiscreteFinite", logits -> new DiscreteFinite(increasing(logits), logits)),
                choices("Multinomial", logits -> new Multinomial(4, logits)),
                numbers("Binomial", logits -> new Binomial(7, logits))
                        .withExtreme(-800)
                        .withExtreme(800),
                numbers("Geometric", Geometric::new).withExtreme(-800).withExtreme(800),
                new DistributionCase(
                                "Poisson",
                                TensorArbitraries.broadcastable(0, 3, Range.closed(0.2, 20.0)),
                                in -> new Poisson(in.get(0)))
                        .withExtreme(1e-30)
                        .withExtreme(1e30),
                new DistributionCase(
                                "NegativeBinomial",
                                TensorArbitraries.broadcastable(0, 2, Range.closed(0.3, 9.0), Range.closed(-3.0, 1.5)),
                                in -> new NegativeBinomial(in.get(0), in.get(1)))
                        .withExtreme(1e-30, 0)
                        .withExtreme(1e30, -60)
                        .withExtreme(2, -800)
                        .withExtreme(2, 60),
                new DistributionCase(
                                "BetaBinomial",
                                TensorArbitraries.broadcastable(0, 2, Range.closed(0.3, 9.0), Range.closed(0.3, 9.0)),
                                in -> new BetaBinomial(7, in.get(0), in.get(1)))
                        .withExtreme(1e-30, 1e-30)
                        .withExtreme(1e-30, 1e30)
                        .withExtreme(1e30, 1e30));
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
