package org.hypnos.core.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message of Protocol Buffers as it is written: field after field, each a tag {@code number << 3 | wire type} and its
 * value.
 */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufMessage integer(int field, long value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtobufMessage real(int field, double value) {
        varint(field << 3 | EIGHT_BYTES);
        little(Double.doubleToLongBits(value), Double.BYTES);
        return this;
    }

    ProtobufMessage single(int field, float value) {
        varint(field << 3 | FOUR_BYTES);
        little(Float.floatToIntBits(value), Float.BYTES);
        return this;
    }

    ProtobufMessage bytes(int field, byte[] value) {
        varint(field << 3 | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage message(int field, ProtobufMessage value) {
        return bytes(field, value.toBytes());
    }

    /** A repeated field in one piece. */
    ProtobufMessage reals(int field, List<Double> values) {
        varint(field << 3 | BYTES);
        varint((long) values.size() * Double.BYTES);
        values.forEach(value -> little(Double.doubleToLongBits(value), Double.BYTES));
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void little(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> (Byte.SIZE * i)));
        }
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
