package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.distributions.Distribution;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws as programs meet them, which run without assertions: a test execution of its own disables them. */
class WithoutAssertions {
    @Test
    void assertionsAreDisabled() {
        assertThat(Distribution.class.desiredAssertionStatus()).isFalse();
    }

    @TestFactory
    Stream<DynamicNode> whatIsOutsideTheSupportIsImpossible() throws NoSuchMethodException {
        Method law = SupportLaws.class.getMethod("valuesOutsideTheSupportAreRefusedOrImpossible", Trial.class);
        return DistributionsTest.all().stream().map(subject -> new ListedLaws(subject).tests(List.of(law)));
    }
}
