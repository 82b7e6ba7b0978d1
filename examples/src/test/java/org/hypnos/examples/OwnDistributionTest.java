package org.hypnos.examples;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.examples.OwnDistribution.Rayleigh;
import org.hypnos.testkit.DistributionLaws;
import org.hypnos.testkit.TensorArbitraries;

/** The laws of distributions, for Rayleigh's. */
class OwnDistributionTest extends DistributionLaws {
    @Override
    protected Arbitrary<ImmutableList<Tensor>> parameters() {
        return TensorArbitraries.shapes(0, 2)
                .flatMap(shape -> TensorArbitraries.tensors(shape, 0.5, 3))
                .map(ImmutableList::of);
    }

    @Override
    protected Distribution distribution(ImmutableList<Tensor> parameters) {
        return new Rayleigh(parameters.get(0));
    }
}
