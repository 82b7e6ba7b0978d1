package org.hypnos.core.io;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Named tensors in the safetensors format: the length of a JSON header as a little-endian 64-bit number, the header with
 * each tensor's type, shape and place, then the numbers, little-endian.
 */
public final class SafeTensors {
    private static final Map<DType, String> TYPES = Map.of(DType.FLOAT32, "F32", DType.FLOAT64, "F64");

    private SafeTensors() {}

    /** Writes {@code tensors}, sorted by name, to {@code file}, which is whole or not there. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        JsonObject header = new JsonObject();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + (long) tensor.shape().size() * tensor.dtype().bytes();
            header.add(entry.getKey(), describe(tensor, offset, end));
            offset = end;
        }
        StringBuilder text = new StringBuilder(header.toString());
        while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
            text.append(' ');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> {
            out.write(length(bytes.length));
            out.write(bytes);
            for (Tensor tensor : sorted.values()) {
                out.write(bytes(tensor));
            }
        });
    }

    private static JsonObject describe(Tensor tensor, long from, long to) {
        JsonObject described = new JsonObject();
        described.addProperty("dtype", TYPES.get(tensor.dtype()));
        JsonArray shape = new JsonArray();
        for (int dim : tensor.shape().toArray()) {
            shape.add(dim);
        }
        described.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(from);
        offsets.add(to);
        described.add("data_offsets", offsets);
        return described;
    }

    private static byte[] length(int length) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return bytes;
    }

    /** The numbers of {@code tensor}, little-endian, the last axis running fastest. */
    static byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[tensor.shape().size() * tensor.dtype().bytes()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.shape().size(); i++) {
            if (tensor.dtype() == DType.FLOAT32) {
                buffer.putFloat((float) tensor.get(i));
            } else {
                buffer.putDouble(tensor.get(i));
            }
        }
        return bytes;
    }

    /**
     * The tensors of {@code file} by name.
     *
     * @throws IOException if it cannot be read or is no such file; the message names it and what is wrong
     */
    public static ImmutableMap<String, Tensor> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long length = content.remaining() < 8 ? -1 : content.getLong();
        if (length < 2 || length > content.remaining()) {
            throw new IOException(file + ": not a safetensors file, or cut short");
        }
        byte[] header = new byte[(int) length];
        content.get(header);
        try {
            JsonObject described = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return read(described, content.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | UnsupportedOperationException e) { // what Gson and the shape say of what is no header
            throw new IOException(file + ": a damaged safetensors file: " + e.getMessage(), e);
        }
    }

    private static ImmutableMap<String, Tensor> read(JsonObject described, ByteBuffer numbers) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, JsonElement> entry : described.entrySet()) {
            if (!entry.getKey().equals("__metadata__")) {
                Tensor tensor = read(entry.getKey(), entry.getValue().getAsJsonObject(), numbers);
                tensors.put(entry.getKey(), tensor);
                bytes += (long) tensor.shape().size() * tensor.dtype().bytes();
            }
        }
        if (bytes != numbers.limit()) {
            throw new IllegalArgumentException(
                    "its tensors have " + bytes + " bytes, and behind the header are " + numbers.limit());
        }
        return ImmutableMap.copyOf(tensors);
    }

    private static Tensor read(String name, JsonObject described, ByteBuffer numbers) {
        DType dtype = TYPES.entrySet().stream()
                .filter(type -> described.has("dtype")
                        && type.getValue().equals(described.get("dtype").getAsString()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' has a type other than F32 and F64"));
        JsonArray dims = described.getAsJsonArray("shape");
        JsonArray offsets = described.getAsJsonArray("data_offsets");
        if (dims == null || offsets == null || offsets.size() != 2) {
            throw new IllegalArgumentException("'" + name + "' lacks a shape or place");
        }
        int[] extents = new int[dims.size()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = dims.get(i).getAsBigDecimal().intValueExact();
        }
        Shape shape = Shape.of(extents);
        long from = offsets.get(0).getAsBigDecimal().longValueExact();
        long to = offsets.get(1).getAsBigDecimal().longValueExact();
        if (from < 0 || to > numbers.limit() || to - from != (long) shape.size() * dtype.bytes()) {
            throw new IllegalArgumentException("'" + name + "' does not stand where the header says");
        }
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int at = (int) from + i * dtype.bytes();
            values[i] = dtype == DType.FLOAT32 ? numbers.getFloat(at) : numbers.getDouble(at);
        }
        return Tensor.of(dtype, shape, values);
    }
}
