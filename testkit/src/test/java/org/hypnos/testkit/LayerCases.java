package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;

/** Layers of conditional distributions. */
final class LayerCases {
    private LayerCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.of();
    }
}
