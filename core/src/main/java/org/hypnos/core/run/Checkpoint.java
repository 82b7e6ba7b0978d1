package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.core.training.TrainingState;

/**
 * All that a run goes on from. In its file, of the safetensors format, stand parameters and what optimizers remember as
 * tensors, and the rest as notes.
 *
 * @param training parameters, optimizers and step
 * @param listeners the states of listeners by their names
 */
public record Checkpoint(TrainingState training, ImmutableMap<String, String> listeners) {
    private static final String FORMAT = "1";

    /**
     * Writes all of it to {@code file}, which is whole or not there.
     *
     * @param file in a folder that exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        JsonObject counts = new JsonObject();
        training.counts().forEach(counts::addProperty);
        JsonObject states = new JsonObject();
        listeners.forEach(states::addProperty);
        ImmutableMap<String, String> notes = ImmutableMap.of(
                "hypnos_checkpoint", FORMAT,
                "step", Long.toString(training.step()),
                "optimizer_steps", counts.toString(),
                "listeners", states.toString());
        SafeTensors.write(file, training.tensors(), notes);
    }

    /**
     * {@return the checkpoint that stands in {@code file}}
     *
     * @param file that {@link #write} left
     * @throws IOException if there is no such file, or it is damaged or something else; the message names it
     */
    public static Checkpoint read(Path file) throws IOException {
        SafeTensors content = SafeTensors.readWithNotes(file);
        try {
            checkArgument(content.notes().containsKey("sha256"), "it has no checksum");
            String format = note(content, "hypnos_checkpoint");
            checkArgument(format.equals(FORMAT), "its format is '%s', expected '%s'", format, FORMAT);
            TrainingState training = TrainingState.of(
                    Long.parseLong(note(content, "step")),
                    content.tensors(),
                    values(note(content, "optimizer_steps"), JsonElement::getAsLong));
            return new Checkpoint(training, values(note(content, "listeners"), JsonElement::getAsString));
        } catch (IllegalArgumentException
                | IllegalStateException
                | JsonParseException
                | UnsupportedOperationException e) { // what Gson says of other forms
            throw new IOException(file + ": not a checkpoint of this version: " + e.getMessage(), e);
        }
    }

    private static String note(SafeTensors content, String name) {
        String note = content.notes().get(name);
        checkArgument(note != null, "it lacks '%s'", name);
        return note;
    }

    private static <V> ImmutableMap<String, V> values(String json, Function<JsonElement, V> value) {
        ImmutableMap.Builder<String, V> values = ImmutableMap.builder();
        for (Map.Entry<String, JsonElement> entry :
                JsonParser.parseString(json).getAsJsonObject().entrySet()) {
            values.put(entry.getKey(), value.apply(entry.getValue()));
        }
        return values.buildOrThrow();
    }
}
