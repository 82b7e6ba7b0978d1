package org.hypnos.autodiff;

import java.util.IdentityHashMap;
import java.util.Map;

/** A number for each parameter that a workspace has met, from 0 on, so that tapes find theirs in an array. */
final class ParameterNumbers {
    private final Map<Parameter, Integer> numbers = new IdentityHashMap<>();

    int of(Parameter parameter) {
        Integer known = numbers.get(parameter);
        if (known == null) {
            known = numbers.size();
            numbers.put(parameter, known);
        }
        return known;
    }

    int count() {
        return numbers.size();
    }
}
