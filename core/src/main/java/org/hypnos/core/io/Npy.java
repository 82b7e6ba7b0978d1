package org.hypnos.core.io;

import com.google.common.primitives.Ints;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Arrays in numpy's format {@code .npy}: a magic number, a version, the length of the header, the header, the numbers.
 *
 * <p>Real numbers of 4 and 8 bytes, whole ones of 1 to 8 bytes and booleans are read, of either order of bytes and of
 * axes. Those that fit become FLOAT32: f4, i1, u1, i2, u2 and b1; all others FLOAT64.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int MOST_HEADER = 1 << 16;
    private static final int NUMBERS_AT_ONCE = 1 << 13;
    private static final long MOST_EXACT = 1L << 53;

    private Npy() {}

    /**
     * Writes {@code tensor} to {@code file}, which is whole or not there.
     *
     * @param file in a folder that exists; no ending is added to its name
     * @param tensor written little-endian as f4 or f8, the last axis running fastest
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Tensor tensor) throws IOException {
        AtomicFile.write(file, out -> write(out, tensor));
    }

    static void write(OutputStream out, Tensor tensor) throws IOException {
        List<Integer> shape = Arrays.stream(tensor.shape().toArray()).boxed().toList();
        int bytes = tensor.dtype().bytes();
        String header = new NpyHeader('f', bytes, ByteOrder.LITTLE_ENDIAN, false, shape).toString();
        int before = MAGIC.length + 2 + Short.BYTES;
        int blanks = Math.floorMod(-(before + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(blanks) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)});
        out.write(text);
        ByteBuffer piece = ByteBuffer.allocate(NUMBERS_AT_ONCE * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.shape().size(); i++) {
            if (tensor.dtype() == DType.FLOAT32) {
                piece.putFloat((float) tensor.get(i));
            } else {
                piece.putDouble(tensor.get(i));
            }
            if (!piece.hasRemaining()) {
                out.write(piece.array());
                piece.clear();
            }
        }
        out.write(piece.array(), 0, piece.position());
    }

    /**
     * {@return the array of {@code file}, in the precision that its type of number needs}
     *
     * @param file of version 1, 2 or 3 of the format
     * @throws IOException if it cannot be read or is no such file; the message names it and what is wrong
     */
    public static Tensor read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, Files.size(file));
        }
    }

    /** The array of which {@code length} bytes are promised; the content is called {@code name} where it is wrong. */
    static Tensor read(String name, InputStream content, long length) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(content, 1 << 16));
        try {
            byte[] start = new byte[MAGIC.length + 2];
            in.readFully(start);
            if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new IOException("not a file of numpy's format .npy");
            }
            int version = start[MAGIC.length];
            if (version < 1 || version > 3) {
                throw new IOException("it is of version " + version + " of numpy's format, expected 1, 2 or 3");
            }
            byte[] text = header(in, version);
            boolean unicode = version == 3;
            NpyHeader header =
                    NpyHeader.parse(new String(text, unicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            long left = length - start.length - (version == 1 ? Short.BYTES : Integer.BYTES) - text.length;
            requireLength(header, left);
            Tensor tensor = tensor(in, header);
            if (in.read() >= 0) {
                throw new IOException("there is more than was promised");
            }
            return tensor;
        } catch (EOFException e) {
            throw new IOException(name + ": the file is cut short; copy or download it again", e);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] header(DataInputStream in, int version) throws IOException {
        int length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (length < 0 || length > MOST_HEADER) {
            throw new IOException(
                    "its header has " + Integer.toUnsignedString(length) + " bytes, expected about a hundred");
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return text;
    }

    /** Before memory is claimed for the numbers. */
    private static void requireLength(NpyHeader header, long left) throws IOException {
        long promised = header.size() * header.bytes();
        if (promised > left) {
            throw new EOFException();
        }
        if (promised < left) {
            throw new IOException(
                    "there are " + (left - promised) + " bytes behind the numbers of its shape " + header.shape());
        }
    }

    private static Tensor tensor(DataInputStream in, NpyHeader header) throws IOException {
        int[] extents = Ints.toArray(header.shape());
        boolean reversed = header.fortranOrder() && extents.length > 1;
        if (!reversed) {
            return numbers(in, header, Shape.of(extents));
        }
        Ints.reverse(extents);
        int[] order = IntStream.range(0, extents.length)
                .map(axis -> extents.length - 1 - axis)
                .toArray();
        return numbers(in, header, Shape.of(extents)).permute(order);
    }

    private static Tensor numbers(DataInputStream in, NpyHeader header, Shape shape) throws IOException {
        float[] floats = new float[header.fitsFloat32() ? shape.size() : 0];
        double[] doubles = new double[header.fitsFloat32() ? 0 : shape.size()];
        ByteBuffer piece = ByteBuffer.allocate(NUMBERS_AT_ONCE * header.bytes()).order(header.order());
        for (int from = 0; from < shape.size(); from += NUMBERS_AT_ONCE) {
            int to = Math.min(shape.size() - from, NUMBERS_AT_ONCE) + from;
            in.readFully(piece.clear().array(), 0, (to - from) * header.bytes());
            for (int i = from; i < to; i++) {
                if (header.fitsFloat32()) {
                    floats[i] = (float) number(piece, header);
                } else {
                    doubles[i] = number(piece, header);
                }
            }
        }
        return header.fitsFloat32() ? Tensor.of(shape, floats) : Tensor.of(DType.FLOAT64, shape, doubles);
    }

    private static double number(ByteBuffer from, NpyHeader header) throws IOException {
        return switch (header.kind()) {
            case 'f' -> header.bytes() == Float.BYTES ? from.getFloat() : from.getDouble();
            case 'b' -> from.get() == 0 ? 0 : 1;
            default -> whole(from, header.bytes(), header.kind() == 'u');
        };
    }

    private static double whole(ByteBuffer from, int bytes, boolean unsigned) throws IOException {
        long signed = switch (bytes) {
            case Byte.BYTES -> from.get();
            case Short.BYTES -> from.getShort();
            case Integer.BYTES -> from.getInt();
            default -> from.getLong();
        };
        if (bytes < Long.BYTES) {
            return (double) (unsigned ? signed & ((1L << (Byte.SIZE * bytes)) - 1) : signed);
        }
        if (signed > MOST_EXACT || signed < (unsigned ? 0 : -MOST_EXACT)) {
            throw new IOException("it holds the number "
                    + (unsigned ? Long.toUnsignedString(signed) : Long.toString(signed))
                    + ", and FLOAT64 tells whole numbers apart only up to 2^53");
        }
        return (double) signed;
    }
}
