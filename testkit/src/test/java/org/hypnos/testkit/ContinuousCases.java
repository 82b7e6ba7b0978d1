package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import org.hypnos.distributions.Normal;

/** The continuous distributions. */
final class ContinuousCases {
    private ContinuousCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of(new DistributionCase(
                        "Normal",
                        TensorArbitraries.broadcastable(0, 2, Range.closed(-3.0, 3.0), Range.closed(0.2, 3.0)),
                        in -> new Normal(in.get(0), in.get(1)))
                .withExtreme(1, 1e-30)
                .withExtreme(0, 1e30));
    }
}
