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

/** The laws of a case that stands in a list. */
final class ListedLaws extends DistributionLaws {
    private final DistributionCase subject;

    ListedLaws(DistributionCase subject) {
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

    /** All properties there are. */
    static ImmutableList<Method> all() {
        return Arrays.stream(DistributionLaws.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Property.class))
                .sorted(Comparator.comparing(Method::getName))
                .collect(ImmutableList.toImmutableList());
    }

    /** A test for each of {@code laws}. */
    DynamicNode tests(List<Method> laws) {
        Stream<DynamicTest> tests = laws.stream()
                .map(law -> DynamicTest.dynamicTest(law.getName(), () -> JqwikSession.run(() -> check(law))));
        return DynamicContainer.dynamicContainer(subject.name(), tests);
    }

    /** With as many trials as jqwik would take, the same in every run. */
    private void check(Method law) throws IllegalAccessException {
        int tries = law.getAnnotation(Property.class).tries();
        var trials = provideTrials().generator(tries);
        Random random = new Random(1);
        for (int i = 0; i < tries; i++) {
            Trial trial = trials.next(random).value();
            try {
                law.invoke(this, trial);
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                throw new AssertionError(
                        law.getName() + " does not hold for " + trial + ": " + cause.getMessage(), cause);
            }
        }
    }
}
