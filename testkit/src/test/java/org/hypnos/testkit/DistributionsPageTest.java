package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.ClassPath;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hypnos.distributions.Distribution;
import org.junit.jupiter.api.Test;

class DistributionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "distributions.md");

    @Test
    void thePageSaysWhatTheListsSay() throws IOException {
        String text = DistributionsPage.text();
        if (Boolean.getBoolean("hypnos.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(PAGE)
                .as("docs/distributions.md; mvn test -pl testkit -am -Dtest=DistributionsPageTest -Dhypnos.write=true"
                        + " writes it")
                .content()
                .isEqualTo(text);
    }

    /** No distribution goes without the laws: no record, and no combination with its factory {@code of}. */
    @Test
    void everyDistributionStandsInAList() throws IOException {
        List<Distribution> listed = DistributionsTest.all().stream()
                .map(subject -> new ListedLaws(subject).anyTrial().distribution())
                .toList();
        String distributions = Distribution.class.getPackageName();
        List<Class<?>> types =
                ClassPath.from(Distribution.class.getClassLoader()).getTopLevelClassesRecursive(distributions).stream()
                        .<Class<?>>map(ClassPath.ClassInfo::load)
                        .filter(DistributionsPageTest::canBeMade)
                        .toList();
        assertThat(types)
                .hasSizeGreaterThan(30)
                .allSatisfy(type -> assertThat(listed)
                        .as("distributions in the lists, of which one is a " + type.getSimpleName())
                        .anyMatch(type::isInstance));
    }

    private static boolean canBeMade(Class<?> type) {
        boolean factory = Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("of")
                        && Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() == type);
        return Distribution.class.isAssignableFrom(type)
                && Modifier.isPublic(type.getModifiers())
                && (type.isRecord() || factory);
    }
}
