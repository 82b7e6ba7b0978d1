package org.hypnos.examples.commands;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hypnos.core.io.AtomicFile;
import org.hypnos.core.io.FileFault;

/**
 * A run's {@code config.json}.
 *
 * @param options all that its bits follow from
 * @param made what made it: versions, engine, digests of the data
 */
record RunConfig(JsonObject options, JsonObject made) {
    private static final int FORMAT = 1;
    private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    void write(Path file) throws IOException {
        JsonObject whole = new JsonObject();
        whole.addProperty("format", FORMAT);
        whole.add("options", options);
        whole.add("made", made);
        byte[] text = (JSON.toJson(whole) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    static RunConfig read(Path file) {
        JsonObject whole = readObject(file);
        JsonElement format = whole.get("format");
        if (format == null || !format.isJsonPrimitive() || !format.getAsString().equals(String.valueOf(FORMAT))) {
            throw new Slip(file + ": written by another version of Hypnos: its format is "
                    + (format == null ? "missing" : format) + ", expected " + FORMAT
                    + "; use that version, or train anew");
        }
        if (whole.get("options") instanceof JsonObject options && whole.get("made") instanceof JsonObject made) {
            return new RunConfig(options, made);
        }
        throw new Slip(file + ": the file lacks what a run needs, \"options\" and \"made\"");
    }

    /** The options in {@code file}: a run's, or an object of options alone. */
    static JsonObject readOptions(Path file) {
        JsonObject whole = readObject(file);
        return whole.get("options") instanceof JsonObject options ? options : whole;
    }

    private static JsonObject readObject(Path file) {
        try {
            JsonElement whole = JsonParser.parseString(Files.readString(file));
            if (whole instanceof JsonObject object) {
                return object;
            }
            throw new Slip(file + ": not a JSON object: " + (whole.isJsonNull() ? "it is empty" : "expected {...}"));
        } catch (JsonParseException e) {
            throw new Slip(file + ": not a JSON object" + place(e), e);
        } catch (IOException e) {
            throw new Slip(Files.isDirectory(file) ? file + ": it is a folder" : FileFault.describe(file, e), e);
        }
    }

    /** Where it stops being JSON, which Gson tells among other things. */
    private static String place(JsonParseException failure) {
        Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
        return place.find() ? ": something is wrong " + place.group() : "";
    }
}
