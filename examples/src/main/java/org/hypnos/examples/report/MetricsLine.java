package org.hypnos.examples.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code metrics.jsonl} or {@code timings.jsonl}.
 *
 * @param step how many steps had been done
 * @param kind {@code train}, {@code evaluation} or {@code parameters}; of timings {@code timing}
 * @param fields the whole line
 */
public record MetricsLine(long step, String kind, JsonObject fields) {
    /** The line of these {@code fields}; if they are none, Gson throws one of its many exceptions. */
    static MetricsLine of(JsonObject fields) {
        String kind = fields.has("kind") ? fields.get("kind").getAsString() : "timing";
        return new MetricsLine(fields.get("step").getAsBigDecimal().longValueExact(), kind, fields);
    }

    public boolean isEvaluation() {
        return kind.equals("evaluation");
    }

    /** The number at {@code key}; NaN where there is none. */
    public double number(String key) {
        return number(fields.get(key));
    }

    /** The end {@code index} of the interval at {@code key}; NaN where there is none. */
    public double end(String key, int index) {
        return fields.get(key) instanceof JsonArray ends && ends.size() == 2 ? number(ends.get(index)) : Double.NaN;
    }

    private static double number(@Nullable JsonElement element) {
        if (element == null || !element.isJsonPrimitive()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(element.getAsString());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The text at {@code key}; empty where there is none. */
    public String text(String key) {
        return fields.get(key) != null && fields.get(key).isJsonPrimitive()
                ? fields.get(key).getAsString()
                : "";
    }

    /** What lines of the same step have to be told apart by, such as "evaluation valid nll importance 100". */
    public String name() {
        return Stream.of("kind", "split", "metric", "estimate", "samples")
                .filter(fields::has)
                .map(this::text)
                .collect(Collectors.joining(" "));
    }
}
