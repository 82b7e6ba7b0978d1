package org.hypnos.examples.report;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that two runs have under one name with different values; null where one has none.
 *
 * <p>Values are compared as they are written, since a run writes equal numbers in equal digits.
 */
public record Disagreement(
        String name, @Nullable String left, @Nullable String right) {
    static List<Disagreement> of(Map<String, String> left, Map<String, String> right) {
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .map(name -> new Disagreement(name, left.get(name), right.get(name)))
                .filter(Disagreement::isReal)
                .toList();
    }

    static List<Disagreement> of(JsonObject left, JsonObject right) {
        return of(texts(left), texts(right));
    }

    private static Map<String, String> texts(JsonObject object) {
        return object.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().toString(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private boolean isReal() {
        return left == null || !left.equals(right);
    }
}
