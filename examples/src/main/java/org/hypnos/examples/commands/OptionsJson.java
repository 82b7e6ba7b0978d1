package org.hypnos.examples.commands;

import com.google.common.collect.Maps;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hypnos.core.inference.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a training as JSON: names without dashes, and values as they stand on a command line. */
final class OptionsJson {
    private OptionsJson() {}

    /** The command line of a training's options alone. */
    @CommandLine.Command(name = "options")
    private static final class Line {
        @CommandLine.Mixin
        private RunOptions options = new RunOptions();
    }

    /** All options that have a value. */
    static JsonObject of(RunOptions options) {
        Line line = new Line();
        line.options = options;
        JsonObject json = new JsonObject();
        for (OptionSpec option : new CommandLine(line).getCommandSpec().options()) {
            Object value = option.getValue();
            if (value instanceof Map<?, ?> map) {
                JsonObject entries = new JsonObject();
                map.forEach((key, entry) -> entries.addProperty(key.toString(), entry.toString()));
                if (!map.isEmpty()) {
                    json.add(key(option), entries);
                }
            } else if (value instanceof List<?> list && isRepeated(option)) {
                JsonArray entries = new JsonArray();
                list.forEach(entry -> entries.add(entry.toString()));
                if (!list.isEmpty()) {
                    json.add(key(option), entries);
                }
            } else if (value != null) {
                json.addProperty(key(option), text(value));
            }
        }
        return json;
    }

    /** Whether several values are several options, because one value may have a comma in it. */
    private static boolean isRepeated(OptionSpec option) {
        return option.isMultiValue() && option.splitRegex().isEmpty();
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }

    /** The options that {@code json} gives. */
    static RunOptions read(JsonObject json, String where) {
        Line line = new Line();
        CommandLine.ParseResult unused = parse(line, json, where);
        return line.options;
    }

    /** Takes those options from {@code json} that {@code given}, the command line of {@code options}, does not have. */
    static void complete(CommandLine.ParseResult given, JsonObject json, String where) {
        for (OptionSpec option : parse(new Line(), json, where).matchedOptions()) {
            String name = option.longestName();
            boolean contradicted = (name.equals("--steps") && given.hasMatchedOption("--epochs"))
                    || (name.equals("--epochs") && given.hasMatchedOption("--steps"));
            if (!given.hasMatchedOption(name) && !contradicted) {
                set(given.commandSpec().findOption(name), option.getValue(), where);
            }
        }
    }

    private static void set(OptionSpec option, Object value, String where) {
        try {
            option.setter().set(value);
        } catch (Exception e) { // which is all that the setter declares
            throw new Slip(where + ": " + option.longestName() + ": " + e.getMessage(), e);
        }
    }

    private static CommandLine.ParseResult parse(Line line, JsonObject json, String where) {
        CommandLine commandLine = new CommandLine(line);
        Map<String, OptionSpec> options =
                Maps.uniqueIndex(commandLine.getCommandSpec().options(), OptionsJson::key);
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            String name = entry.getKey();
            OptionSpec option = options.get(name);
            if (option == null) {
                throw new Slip(
                        where + ": unknown option '" + name + "'; " + NearestName.suggestion(name, options.keySet()));
            }
            for (String value : values(option, entry.getValue(), where + ": option '" + name + "'")) {
                arguments.add("--" + name + "=" + value);
            }
        }
        try {
            return commandLine.parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new Slip(where + ": " + e.getMessage(), e);
        }
    }

    /** The values of an option: one, or one for each entry. */
    private static List<String> values(OptionSpec option, JsonElement element, String what) {
        if (element.isJsonPrimitive()) {
            return List.of(element.getAsString());
        } else if (element instanceof JsonArray array) {
            List<String> entries =
                    array.asList().stream().map(entry -> scalar(entry, what)).toList();
            return isRepeated(option) ? entries : List.of(String.join(",", entries));
        } else if (element instanceof JsonObject object) {
            return object.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + scalar(entry.getValue(), what))
                    .toList();
        }
        throw new Slip(what + " is " + element + ", expected a text, a number, or true or false");
    }

    private static String scalar(JsonElement element, String what) {
        if (!element.isJsonPrimitive()) {
            throw new Slip(what + " has " + element + " in it, expected texts and numbers");
        }
        return element.getAsString();
    }
}
