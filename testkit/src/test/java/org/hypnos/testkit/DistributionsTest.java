package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every law over every distribution that stands in a list. */
class DistributionsTest {
    static ImmutableList<DistributionCase> all() {
        return Stream.of(ContinuousCases.all(), DiscreteCases.all(), CombinatorCases.all(), LayerCases.all())
                .flatMap(List::stream)
                .collect(ImmutableList.toImmutableList());
    }

    @TestFactory
    Stream<DynamicNode> everyDistributionKeepsEveryLaw() {
        return all().stream().map(subject -> new ListedLaws(subject).tests(ListedLaws.all()));
    }
}
