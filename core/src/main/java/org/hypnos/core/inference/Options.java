package org.hypnos.core.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;

/**
 * The values of an algorithm's options, each checked by its {@link OptionSet}. A name that the set does not have is an
 * {@link IllegalArgumentException}.
 *
 * @param values of all options of the set by name, as they were given, or else the default ones
 */
public record Options(ImmutableMap<String, String> values) {
    /**
     * {@return the value of an {@link Option#wholeNumber}}
     *
     * @param name of the option
     */
    public int wholeNumber(String name) {
        return Integer.parseInt(value(name));
    }

    /**
     * {@return the value of an {@link Option#number}}
     *
     * @param name of the option
     */
    public double number(String name) {
        return Double.parseDouble(value(name));
    }

    /**
     * {@return the value of an {@link Option#schedule}}
     *
     * @param name of the option
     */
    public Schedule schedule(String name) {
        return Schedule.parse(word(name));
    }

    /**
     * {@return the value of an {@link Option#flag}}
     *
     * @param name of the option
     */
    public boolean flag(String name) {
        return Boolean.parseBoolean(word(name));
    }

    /**
     * {@return the value of an {@link Option#choice}, in lower case}
     *
     * @param name of the option
     */
    public String word(String name) {
        return value(name).toLowerCase(Locale.ROOT);
    }

    private String value(String name) {
        String value = values.get(name);
        checkArgument(value != null, "the option set has no '%s'; it has %s", name, values.keySet());
        return value;
    }
}
