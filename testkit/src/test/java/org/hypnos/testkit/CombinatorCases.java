package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;

/** Distributions made of others. */
final class CombinatorCases {
    private CombinatorCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(
                new DistributionCase(
                        "Independent Bernoulli",
                        TensorArbitraries.tensors(1, 3).map(ImmutableList::of),
                        in -> new Bernoulli(in.get(0)).toEvent(1)),
                new DistributionCase(
                        "Independent Normal",
                        TensorArbitraries.broadcastable(1, 2, Range.closed(-3.0, 3.0), Range.closed(0.2, 3.0)),
                        in -> new Normal(in.get(0), in.get(1)).toEvent(1)));
    }
}
