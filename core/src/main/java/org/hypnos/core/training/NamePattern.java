package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.inference.NearestName;

/**
 * Parameters by their full names, such as {@code model/prior}; a star stands for any characters, so that
 * {@code *bias} is all biases of the guide and {@code model/*} the whole model.
 */
record NamePattern(String text) {
    boolean matches(Parameter parameter) {
        String expression =
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return parameter.name().matches(expression);
    }

    /** Those of {@code parameters} that one of {@code patterns} matches. */
    static ImmutableList<Parameter> select(Collection<String> patterns, ImmutableList<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> patterns.stream().anyMatch(text -> new NamePattern(text).matches(parameter)))
                .collect(toImmutableList());
    }

    /**
     * Looks whether each of {@code patterns} matches a parameter.
     *
     * @param use what a pattern is for
     * @throws IllegalArgumentException with the nearest name, if one matches none
     */
    static void check(Collection<String> patterns, ImmutableList<Parameter> parameters, String use) {
        for (String pattern : patterns) {
            checkArgument(
                    parameters.stream().anyMatch(new NamePattern(pattern)::matches),
                    "%s '%s' matches no parameter; %s",
                    use,
                    pattern,
                    NearestName.suggestion(pattern, Lists.transform(parameters, Parameter::name)));
        }
    }
}
