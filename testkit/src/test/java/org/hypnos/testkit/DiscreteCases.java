package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;

/** The discrete distributions. */
final class DiscreteCases {
    private DiscreteCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(
                new DistributionCase(
                                "Bernoulli",
                                TensorArbitraries.tensors(0, 3).map(ImmutableList::of),
                                in -> new Bernoulli(in.get(0)))
                        .withExtreme(-800)
                        .withExtreme(800),
                new DistributionCase(
                                "Categorical",
                                TensorArbitraries.tensors(1, 3).map(ImmutableList::of),
                                in -> new Categorical(in.get(0)))
                        .withExtreme(Tensor.of(DType.FLOAT64, Shape.of(3), 800, -800, 0)));
    }
}
