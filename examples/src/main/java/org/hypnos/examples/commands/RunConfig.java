package org.hypnos.examples.commands;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hypnos.core.io.AtomicFile;

/**
 * A run's {@code config.json}.
 *
 * @param options all that its bits follow from
 * @param made what made it: versions, engine, digests of the data
 */
record RunConfig(JsonObject options, JsonObject made) {
    private static final int FORMAT = 1;
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
            throw new Slip(file + ": written by another version of Hypnos: its format is " + format + ", expected "
                    + FORMAT + "; use that version, or train anew");
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
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (CharacterCodingException e) {
            throw new Slip(file + ": not a text in UTF-8", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new Slip(file + ": not a JSON object: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Slip(file + ": cannot be read (" + e + ")", e);
        }
    }

    RunOptions runOptions(Path file) {
        return OptionsJson.read(options, file.toString());
    }
}
