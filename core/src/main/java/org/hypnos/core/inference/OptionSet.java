package org.hypnos.core.inference;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;

/**
 * The settings that an algorithm has.
 *
 * @param options each with a name of its own
 */
public record OptionSet(ImmutableList<Option> options) {
    /**
     * {@return the set of these; the empty one if there are none}
     *
     * @param options each with a name of its own
     */
    public static OptionSet of(Option... options) {
        return new OptionSet(ImmutableList.copyOf(options));
    }

    /**
     * {@return the options with the values given, and the default where none is given}
     *
     * @param given values by the names of their options
     * @throws IllegalArgumentException if a name is unknown (the message has the nearest one) or a value does not fit
     */
    public Options parse(Map<String, String> given) {
        ImmutableMap<String, Option> byName = Maps.uniqueIndex(options, Option::name);
        given.forEach((name, value) -> {
            Option option = byName.get(name);
            if (option == null) {
                throw new IllegalArgumentException(
                        "unknown option '" + name + "'; " + NearestName.suggestion(name, byName.keySet()));
            }
            String fault = option.kind().fault(value);
            if (fault != null) {
                throw new IllegalArgumentException("option '" + name + "' is '" + value + "'; " + fault);
            }
        });
        ImmutableMap.Builder<String, String> values = ImmutableMap.builder();
        options.forEach(option -> values.put(option.name(), given.getOrDefault(option.name(), option.otherwise())));
        return new Options(values.buildOrThrow());
    }
}
