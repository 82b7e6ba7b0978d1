package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Property;
import net.jqwik.api.sessions.JqwikSession;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
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
        return all().stream()
                .map(subject -> DynamicContainer.dynamicContainer(
                        subject.name(),
                        laws().map(law -> DynamicTest.dynamicTest(
                                law.getName(), () -> JqwikSession.run(() -> check(subject, law))))));
    }

    private static Stream<Method> laws() {
        return Arrays.stream(DistributionLaws.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Property.class))
                .sorted(Comparator.comparing(Method::getName));
    }

    private static void check(DistributionCase subject, Method law) throws IllegalAccessException {
        Listed laws = new Listed(subject);
        int tries = law.getAnnotation(Property.class).tries();
        var trials = laws.provideTrials().generator(tries);
        Random random = new Random(1);
        for (int i = 0; i < tries; i++) {
            Trial trial = trials.next(random).value();
            try {
                law.invoke(laws, trial);
            } catch (InvocationTargetException e) {
                throw new AssertionError(
                        law.getName() + " does not hold for " + trial + ": "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
    }

    /** The laws of a case. */
    private static final class Listed extends DistributionLaws {
        private final DistributionCase subject;

        Listed(DistributionCase subject) {
            this.subject = subject;
        }

        @Override
        protected DistributionCase subject() {
            return subject;
        }

        @Override
        protected Arbitrary<ImmutableList<Tensor>> parameters() {
            return subject.parameters();
        }

        @Override
        protected Distribution distribution(ImmutableList<Tensor> parameters) {
            return subject.distribution().apply(parameters);
        }
    }
}
