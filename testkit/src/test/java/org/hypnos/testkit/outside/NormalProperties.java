package org.hypnos.testkit.outside;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Normal;
import org.hypnos.testkit.DistributionLaws;
import org.hypnos.testkit.TensorArbitraries;

/** The laws from another package, as third parties run them. */
class NormalProperties extends DistributionLaws {
    @Override
    protected Arbitrary<ImmutableList<Tensor>> parameters() {
        return TensorArbitraries.broadcastablePairs(3)
                .flatMap(shapes -> Combinators.combine(
                                TensorArbitraries.tensors(shapes.get(0), -3, 3),
                                TensorArbitraries.tensors(shapes.get(1), 0.2, 3))
                        .as(ImmutableList::of));
    }

    @Override
    protected Distribution distribution(ImmutableList<Tensor> parameters) {
        return new Normal(parameters.get(0), parameters.get(1));
    }
}
