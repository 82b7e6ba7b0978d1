package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Reads a file that may be anything: no number of it is believed before it is checked. */
final class SafeTensorsReader {
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8; // of an array

    private final Path file;

    SafeTensorsReader(Path file) {
        this.file = file;
    }

    /** The bytes from {@code from} to {@code to} behind the header. */
    private record Place(long from, long to) {}

    SafeTensors read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": larger than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.length < Long.BYTES ? -1 : content.getLong();
        if (length < 2 || length > content.remaining()) {
            throw new IOException(file + ": not a safetensors file, or cut short");
        }
        byte[] header = new byte[(int) length];
        content.get(header);
        checkSum(bytes, header);
        try {
            JsonObject described = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            ByteBuffer numbers = content.slice().order(ByteOrder.LITTLE_ENDIAN);
            return new SafeTensors(tensors(described, numbers), notes(described));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | UnsupportedOperationException e) { // what Gson and the shape say of what is no header
            throw new IOException(file + ": a damaged safetensors file: " + e.getMessage(), e);
        }
    }

    private void checkSum(byte[] bytes, byte[] header) throws IOException {
        OptionalInt place = Checksum.place(header);
        if (place.isPresent()) {
            String told = new String(header, place.getAsInt(), Checksum.EMPTY.length(), StandardCharsets.ISO_8859_1);
            byte[] empty = header.clone();
            Checksum.put(empty, place.getAsInt(), Checksum.EMPTY);
            int behind = Long.BYTES + header.length;
            String found = new Checksum()
                    .add(bytes, 0, Long.BYTES)
                    .add(empty)
                    .add(bytes, behind, bytes.length - behind)
                    .digits();
            if (!found.equals(told)) {
                throw new IOException(file + ": damaged: its checksum is not that of its content");
            }
        }
    }

    private static ImmutableMap<String, String> notes(JsonObject described) {
        ImmutableMap.Builder<String, String> notes = ImmutableMap.builder();
        if (described.has(SafeTensors.NOTES)) {
            described
                    .getAsJsonObject(SafeTensors.NOTES)
                    .entrySet()
                    .forEach(note -> notes.put(note.getKey(), note.getValue().getAsString()));
        }
        return notes.buildOrThrow();
    }

    private static ImmutableMap<String, Tensor> tensors(JsonObject described, ByteBuffer numbers) {
        ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
        Map<Place, String> places = new TreeMap<>(Comparator.comparingLong(Place::from));
        for (Map.Entry<String, JsonElement> entry : described.entrySet()) {
            String name = entry.getKey();
            if (!name.equals(SafeTensors.NOTES)) {
                JsonObject own = entry.getValue().getAsJsonObject();
                Place place = place(name, own);
                checkArgument(
                        place.from() >= 0 && place.from() <= place.to() && place.to() <= numbers.limit(),
                        "'%s' does not stand where the header says",
                        name);
                checkArgument(places.put(place, name) == null, "'%s' stands where another does", name);
                tensors.put(name, tensor(name, own, place, numbers));
            }
        }
        long end = 0;
        for (Map.Entry<Place, String> entry : places.entrySet()) {
            checkArgument(entry.getKey().from() == end, "'%s' does not begin where another ends", entry.getValue());
            end = entry.getKey().to();
        }
        checkArgument(
                end == numbers.limit(),
                "its tensors have %s bytes, and behind the header are %s",
                end,
                numbers.limit());
        return tensors.buildOrThrow();
    }

    private static Place place(String name, JsonObject described) {
        JsonArray offsets = described.getAsJsonArray("data_offsets");
        checkArgument(offsets != null && offsets.size() == 2, "'%s' lacks a place", name);
        return new Place(
                offsets.get(0).getAsBigDecimal().longValueExact(),
                offsets.get(1).getAsBigDecimal().longValueExact());
    }

    private static Tensor tensor(String name, JsonObject described, Place place, ByteBuffer numbers) {
        DType dtype = dtype(name, described);
        JsonArray dims = described.getAsJsonArray("shape");
        checkArgument(dims != null, "'%s' lacks a shape", name);
        int[] extents = new int[dims.size()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = dims.get(i).getAsBigDecimal().intValueExact();
        }
        Shape shape = Shape.of(extents);
        checkArgument(
                place.to() - place.from() == (long) shape.size() * dtype.bytes(),
                "'%s' has shape %s and %s bytes",
                name,
                shape,
                place.to() - place.from());
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int at = (int) place.from() + i * dtype.bytes();
            values[i] = dtype == DType.FLOAT32 ? numbers.getFloat(at) : numbers.getDouble(at);
        }
        return Tensor.of(dtype, shape, values);
    }

    private static DType dtype(String name, JsonObject described) {
        String type = described.has("dtype") ? described.get("dtype").getAsString() : "none";
        return SafeTensors.TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + name + "' has type " + type + ", expected F32 or F64"));
    }
}
