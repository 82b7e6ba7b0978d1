package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableListMultimap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.hypnos.distributions.KullbackLeibler;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each law finds the slips that people make. */
class DistributionLawsTest {
    @TestFactory
    Stream<DynamicTest> everyLawFindsItsSlips() {
        ImmutableListMultimap<String, DistributionCase> slips =
                ImmutableListMultimap.<String, DistributionCase>builder()
                        .putAll(BernoulliSlips.all())
                        .putAll(NormalSlips.all())
                        .build();
        return ListedLaws.all().stream()
                .map(law -> DynamicTest.dynamicTest(law.getName(), () -> {
                    assertThat(slips.get(law.getName())).isNotEmpty();
                    slips.get(law.getName()).forEach(slip -> requireFound(law, slip));
                }));
    }

    private static void requireFound(Method law, DistributionCase slip) {
        Trial trial = new Trial(slip, slip.parameters().sample(), 1);
        assertThatThrownBy(() -> law.invoke(new Laws(slip), trial))
                .as(slip.name())
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    /** With a divergence that is not in nats. */
    private static final class Laws extends ListedLaws {
        Laws(DistributionCase subject) {
            super(subject);
        }

        @Override
        public KullbackLeibler divergences() {
            KullbackLeibler right = super.divergences();
            return right.with(
                    WrongBernoulli.class,
                    WrongBernoulli.class,
                    (p, q) -> right.of(p.right, q.right).div(Math.log(2)));
        }
    }
}
