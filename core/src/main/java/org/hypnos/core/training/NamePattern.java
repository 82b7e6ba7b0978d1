package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.inference.NearestName;

/**
 * Parameters by their full names, such as {@code model/prior}; a star stands for any characters, so that
 * {@code guide/*&#47;bias} is all biases of the guide and {@code model/*} the whole model.
 */
record NamePattern(String text) {
    boolean matches(Parameter parameter) {
        return matches(parameter.name());
    }

    boolean matches(String name) {
        String expression =
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name.matches(expression);
    }

    /** This, which must match one of {@code names}; {@code use} says what it is for. */
    NamePattern require(String use, Collection<String> names) {
        checkArgument(
                names.stream().anyMatch(this::matches),
                "%s '%s' matches no parameter; %s",
                use,
                text,
                NearestName.suggestion(text, names));
        return this;
    }
}
