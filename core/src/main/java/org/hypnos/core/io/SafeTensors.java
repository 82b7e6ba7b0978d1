package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;

/**
 * Named tensors in the safetensors format: the length of a JSON header as a little-endian 64-bit number, the header with
 * each tensor's type, shape and place, then the numbers, little-endian.
 *
 * <p>The header's notes hold a {@link Checksum} of the whole file, so that no flipped bit goes unseen.
 *
 * @param tensors by name
 * @param notes further texts of the file, the checksum among them
 */
public record SafeTensors(ImmutableMap<String, Tensor> tensors, ImmutableMap<String, String> notes) {
    static final String NOTES = "__metadata__";
    static final ImmutableMap<DType, String> TYPES = ImmutableMap.of(DType.FLOAT32, "F32", DType.FLOAT64, "F64");

    /**
     * Writes {@code tensors} without notes.
     *
     * @param file as for {@link #write(Path, Map, Map)}
     * @param tensors as for {@link #write(Path, Map, Map)}
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, ImmutableMap.of());
    }

    /**
     * Writes {@code tensors}, sorted by name, and {@code notes} to {@code file}, which is whole or not there.
     *
     * @param file in a folder that exists
     * @param tensors by name
     * @param notes texts by name; one called {@code sha256} is replaced by the checksum
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, which is the format's own
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> notes) throws IOException {
        checkArgument(
                !tensors.containsKey(NOTES), "no tensor may be called %s: the format keeps its notes there", NOTES);
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        byte[] header = header(sorted, notes);
        Checksum checksum = new Checksum().add(length(header.length)).add(header);
        sorted.values().forEach(tensor -> checksum.add(bytes(tensor)));
        checksum.writeInto(header);
        AtomicFile.write(file, out -> {
            out.write(length(header.length));
            out.write(header);
            for (Tensor tensor : sorted.values()) {
                out.write(bytes(tensor));
            }
        });
    }

    /** The header with an empty checksum, filled with blanks to a multiple of eight bytes. */
    private static byte[] header(Map<String, Tensor> sorted, Map<String, String> notes) {
        JsonObject header = new JsonObject();
        JsonObject texts = new JsonObject();
        new TreeMap<>(notes).forEach(texts::addProperty);
        texts.addProperty(Checksum.NAME, Checksum.EMPTY);
        header.add(NOTES, texts);
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + (long) tensor.shape().size() * tensor.dtype().bytes();
            header.add(entry.getKey(), describe(tensor, offset, end));
            offset = end;
        }
        byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
        String blanks = " ".repeat((Long.BYTES - bytes.length % Long.BYTES) % Long.BYTES);
        return (header + blanks).getBytes(StandardCharsets.UTF_8);
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
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
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
     * {@return the tensors of {@code file} by name, in the header's order}
     *
     * @param file of less than 2 GiB, by any program that writes the format; it may lack the checksum
     * @throws IOException if it cannot be read, is no such file or is damaged; the message names it and what is wrong
     */
    public static ImmutableMap<String, Tensor> read(Path file) throws IOException {
        return readWithNotes(file).tensors();
    }

    /**
     * {@return all that {@code file} holds}
     *
     * @param file as for {@link #read}
     * @throws IOException as for {@link #read}
     */
    public static SafeTensors readWithNotes(Path file) throws IOException {
        return new SafeTensorsReader(file).read();
    }
}
