package org.hypnos.core.audit;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Set;

/** All that one particle draws, or the beginning of it: the elements of each value, in the order of the run. */
record Path(ImmutableMap<Choice, ImmutableDoubleArray> values) {
    static final Path BEGINNING = new Path(ImmutableMap.of());

    Path with(Choice choice, double... value) {
        return new Path(ImmutableMap.<Choice, ImmutableDoubleArray>builder()
                .putAll(values)
                .put(choice, ImmutableDoubleArray.copyOf(value))
                .buildOrThrow());
    }

    Path only(Set<Choice> choices) {
        return values.size() == choices.size()
                ? this
                : new Path(ImmutableMap.copyOf(Maps.filterKeys(values, choices::contains)));
    }
}
