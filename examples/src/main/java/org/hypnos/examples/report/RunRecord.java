package org.hypnos.examples.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hypnos.core.io.FileFault;

/**
 * What a run wrote about itself; what it has not written yet is empty.
 *
 * @param options the options of {@code train} without dashes
 * @param made versions, engine and digests of data; what is nested is called {@code outer/inner}
 * @param metrics the lines of {@code metrics.jsonl}
 * @param timings the lines of {@code timings.jsonl}
 */
public record RunRecord(
        Path folder,
        ImmutableMap<String, String> options,
        ImmutableMap<String, String> made,
        ImmutableList<MetricsLine> metrics,
        ImmutableList<MetricsLine> timings) {

    /**
     * The record in {@code folder}. A last line that was cut short, as by a kill, is left out.
     *
     * @throws IOException if a file cannot be read, or is none of a run's; the message names it
     */
    public static RunRecord read(Path folder) throws IOException {
        JsonObject config = config(folder.resolve("config.json"));
        return new RunRecord(
                folder,
                flat(config.get("options")),
                flat(config.get("made")),
                lines(folder.resolve("metrics.jsonl")),
                lines(folder.resolve("timings.jsonl")));
    }

    private static JsonObject config(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (CharacterCodingException e) {
            throw new IOException(FileFault.describe(file, e), e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(file + ": not a JSON object", e);
        }
    }

    private static ImmutableMap<String, String> flat(JsonElement element) {
        return element instanceof JsonObject object
                ? object.entrySet().stream()
                        .flatMap(entry -> flat(entry.getKey(), entry.getValue()))
                        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue))
                : ImmutableMap.of();
    }

    private static Stream<Map.Entry<String, String>> flat(String name, JsonElement value) {
        return value instanceof JsonObject inner
                ? inner.entrySet().stream().flatMap(entry -> flat(name + "/" + entry.getKey(), entry.getValue()))
                : Stream.of(Map.entry(name, value.isJsonPrimitive() ? value.getAsString() : value.toString()));
    }

    private static ImmutableList<MetricsLine> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return ImmutableList.of();
        }
        List<String> texts;
        try {
            texts = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(FileFault.describe(file, e), e);
        }
        ImmutableList.Builder<MetricsLine> lines = ImmutableList.builder();
        for (int i = 0; i < texts.size(); i++) {
            try {
                lines.add(MetricsLine.of(JsonParser.parseString(texts.get(i)).getAsJsonObject()));
            } catch (RuntimeException e) { // what Gson says of what is no such line
                if (i < texts.size() - 1) {
                    throw new IOException(file + ": line " + (i + 1) + " is no JSON object with a step", e);
                }
            }
        }
        return lines.build();
    }

    public Stream<MetricsLine> train() {
        return metrics.stream().filter(line -> line.kind().equals("train"));
    }

    public Stream<MetricsLine> evaluations() {
        return metrics.stream().filter(MetricsLine::isEvaluation);
    }

    /** The steps done when the last line was written; 0 before the first. */
    public long lastStep() {
        return metrics.stream().mapToLong(MetricsLine::step).max().orElse(0);
    }

    /** The command that this run stands for. */
    public String recipe() {
        return options.entrySet().stream()
                .map(option -> argument(option.getKey(), option.getValue()))
                .collect(Collectors.joining("", "./run train", ""));
    }

    /** What is called {@code outer/inner} is an entry of an option that is given once for each. */
    private static String argument(String name, String value) {
        int slash = name.indexOf('/');
        if (slash > 0) {
            return " --" + name.substring(0, slash) + " " + quoted(name.substring(slash + 1) + "=" + value);
        }
        return switch (value) {
            case "true" -> " --" + name;
            case "false" -> "";
            default -> " --" + name + " " + quoted(value);
        };
    }

    /** {@code word} as a shell reads it back. */
    static String quoted(String word) {
        return word.matches("[\\w.:@,+=/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
