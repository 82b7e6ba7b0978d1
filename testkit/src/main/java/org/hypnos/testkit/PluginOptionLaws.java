package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Phase;
import org.junit.jupiter.api.Test;

/** Options are documented, and slips in them are answered. */
public interface PluginOptionLaws {
    /** {@return the plugin that is tested} */
    PluginCase subject();

    /** The id is of lower-case letters, digits and hyphens, and the description is one line. */
    @Test
    default void thePluginSaysWhatItIs() {
        InferenceProvider provider = subject().provider();
        assertThat(provider.id())
                .as("id")
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(subject().provider().id());
        assertThat(provider.description()).as("description").isNotBlank().doesNotContain("\n");
    }

    /** Every option has a name of its own, a meaning of one line, and a default that it would accept. */
    @Test
    default void everyOptionIsDocumentedAndItsDefaultFits() {
        OptionSet set = subject().provider().options();
        assertThat(set.options()).extracting(Option::name).doesNotHaveDuplicates();
        for (Option option : set.options()) {
            assertThat(option.name()).as("name of an option").matches("[a-z][A-Za-z0-9]*");
            assertThat(option.meaning())
                    .as("meaning of '%s'", option.name())
                    .isNotBlank()
                    .doesNotContain("\n");
            assertThat(option.kind().fault(option.otherwise()))
                    .as("what is wrong with the default of '%s', %s", option.name(), option.otherwise())
                    .isNull();
        }
        Options defaults = set.parse(Map.of());
        assertThat(defaults.values().keySet()).containsExactlyElementsOf(names());
    }

    private List<String> names() {
        return subject().provider().options().options().stream()
                .map(Option::name)
                .toList();
    }

    /** An option with a letter too many is refused in a message that names it and the right one. */
    @Test
    default void anUnknownOptionIsAnsweredWithTheNearestOne() {
        OptionSet set = subject().provider().options();
        for (String name : names()) {
            String slip = name + "x";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        Options unused = set.parse(Map.of(slip, "1"));
                    })
                    .withMessageContaining("'" + slip + "'")
                    .withMessageContaining(name);
        }
    }

    /** An empty value, an exclamation mark and one out of range are refused in a message that names the option. */
    @Test
    default void aValueThatDoesNotFitIsAnswered() {
        OptionSet set = subject().provider().options();
        for (Option option : set.options()) {
            for (String value : ImmutableList.of("", "!", outside(option.kind()))) {
                assertThatIllegalArgumentException()
                        .as("option '%s' with the value '%s'", option.name(), value)
                        .isThrownBy(() -> {
                            Options unused = set.parse(Map.of(option.name(), value));
                        })
                        .withMessageContaining("'" + option.name() + "'");
            }
        }
    }

    private static String outside(Option.Kind kind) {
        if (kind instanceof Option.Count count) {
            return Integer.toString(count.least() - 1);
        } else if (kind instanceof Option.Quantity quantity) {
            return Double.toString(quantity.most() == Double.POSITIVE_INFINITY ? Double.NaN : quantity.most() + 1);
        } else if (kind instanceof Option.Course course) {
            return course.most() == Double.POSITIVE_INFINITY ? "?" : Double.toString(course.most() + 1);
        }
        return "neither of them";
    }

    /** Whatever an option may be by itself makes an algorithm, or is refused with a reason. */
    @Test
    default void everyValueIsTakenOrRefusedWithAReason() {
        PluginCase subject = subject();
        for (Option option : subject.provider().options().options()) {
            for (String value : values(option.kind())) {
                Map<String, String> options = new HashMap<>(subject.options());
                options.put(option.name(), value);
                try {
                    ImmutableList<Phase> phases = subject.provider()
                            .create(
                                    new SmallHelmholtz().programs(),
                                    subject.provider().options().parse(options))
                            .phases();
                    assertThat(phases).as("phases with %s", options).isNotEmpty();
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage()).as("reason against %s", options).contains(option.name());
                }
            }
        }
    }

    private static List<String> values(Option.Kind kind) {
        if (kind instanceof Option.Choice choice) {
            return choice.words();
        } else if (kind instanceof Option.Flag) {
            return List.of("true", "false", "TRUE");
        } else if (kind instanceof Option.Count count) {
            return List.of(Integer.toString(count.least()), Integer.toString(count.least() + 1));
        } else if (kind instanceof Option.Quantity quantity) {
            return List.of(Double.toString(quantity.least()), Double.toString(quantity.most()));
        } else if (kind instanceof Option.Course course) {
            return List.of(course.least() + "->" + course.most() + "@10");
        }
        return List.of();
    }

    /** Each of the {@link PluginCase#contradictions()} is refused for its reason, when phases are asked for at the latest. */
    @Test
    default void optionsThatContradictEachOtherAreRefused() {
        PluginCase subject = subject();
        subject.contradictions()
                .forEach((options, reason) -> assertThatIllegalArgumentException()
                        .as("options %s", options)
                        .isThrownBy(() -> {
                            Options parsed = subject.provider().options().parse(options);
                            ImmutableList<Phase> unused = subject.provider()
                                    .create(new SmallHelmholtz().programs(), parsed)
                                    .phases();
                        })
                        .withMessageContaining(reason));
    }
}
