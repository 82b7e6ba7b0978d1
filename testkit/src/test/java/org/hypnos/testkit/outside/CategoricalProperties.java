package org.hypnos.testkit.outside;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Distribution;
import org.hypnos.testkit.DistributionLaws;
import org.hypnos.testkit.TensorArbitraries;

/** The laws from another package, as third parties run them. */
class CategoricalProperties extends DistributionLaws {
    @Override
    protected Arbitrary<ImmutableList<Tensor>> parameters() {
        return TensorArbitraries.tensors(1, 3).map(ImmutableList::of);
    }

    @Override
    protected Distribution distribution(ImmutableList<Tensor> parameters) {
        return new Categorical(parameters.get(0));
    }
}
