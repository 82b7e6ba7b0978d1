package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every law over every distribution that stands in a list. */
class DistributionsTest {
    /** By the title of their part of docs/distributions.md. */
    static ImmutableMap<String, ImmutableList<DistributionCase>> lists() {
        return ImmutableMap.of(
                "Continuous", ContinuousCases.all(),
                "Discrete", DiscreteCases.all(),
                "Made of others", CombinatorCases.all(),
                "Layers", LayerCases.all());
    }

    static ImmutableList<DistributionCase> all() {
        return lists().values().stream().flatMap(ImmutableList::stream).collect(ImmutableList.toImmutableList());
    }

    @TestFactory
    Stream<DynamicNode> everyDistributionKeepsEveryLaw() {
        return all().stream().map(subject -> new ListedLaws(subject).tests(ListedLaws.all()));
    }
}
