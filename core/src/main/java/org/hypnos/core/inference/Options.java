package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;

/** The values of an algorithm's options, each checked by its {@link OptionSet}. */
public record Options(ImmutableMap<String, String> values) {
    public int wholeNumber(String name) {
        return Integer.parseInt(word(name));
    }

    public double number(String name) {
        return Double.parseDouble(word(name));
    }

    public Schedule schedule(String name) {
        return Schedule.parse(word(name));
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(word(name));
    }

    /** In lower case. */
    public String word(String name) {
        String value = values.get(name);
        checkArgument(value != null, "the option set has no '%s'; it has %s", name, values.keySet());
        return value.toLowerCase(Locale.ROOT);
    }
}
