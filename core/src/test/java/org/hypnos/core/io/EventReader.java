package org.hypnos.core.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads event files by itself: its own checksum, its own records, its own Protocol Buffers. */
final class EventReader {
    /** A record that is whole; what it lacks is empty. */
    record Event(double wallTime, long step, List<Field> fields) {
        Optional<Field> find(int... path) {
            Optional<Field> found = in(fields, path[0]);
            for (int i = 1; i < path.length; i++) {
                int number = path[i];
                found = found.flatMap(field -> in(field.parse(), number));
            }
            return found;
        }

        private static Optional<Field> in(List<Field> fields, int number) {
            return fields.stream().filter(field -> field.number == number).findFirst();
        }

        String tag() {
            return find(5, 1, 1).map(Field::text).orElse("");
        }

        double[] histogram(int number) {
            Field field = find(5, 1, 5, number).orElseThrow();
            double[] numbers = new double[field.bytes.length / 8];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Double.longBitsToDouble(little(field.bytes, 8 * i, 8));
            }
            return numbers;
        }
    }

    /** A field: its number, and what stands there as a whole number or as bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Field(int number, int wire, long value, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        double real() {
            return Double.longBitsToDouble(value);
        }

        float single() {
            return Float.intBitsToFloat((int) value);
        }

        List<Field> parse() {
            return EventReader.parse(bytes);
        }
    }

    private EventReader() {}

    /** All events of {@code file}, of which every byte must be accounted for. */
    static List<Event> read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<Event> events = new ArrayList<>();
        int at = 0;
        while (at < all.length) {
            int length = Math.toIntExact(little(all, at, 8));
            require(masked(crc(all, at, 8)) == little(all, at + 8, 4), "checksum of the length at " + at);
            require(masked(crc(all, at + 12, length)) == little(all, at + 12 + length, 4), "checksum at " + at);
            byte[] message = new byte[length];
            System.arraycopy(all, at + 12, message, 0, length);
            List<Field> fields = parse(message);
            events.add(new Event(
                    fields.stream()
                            .filter(field -> field.number == 1)
                            .findFirst()
                            .orElseThrow()
                            .real(),
                    fields.stream()
                            .filter(field -> field.number == 2)
                            .mapToLong(Field::value)
                            .sum(),
                    fields));
            at += 16 + length;
        }
        return events;
    }

    static List<Field> parse(byte[] message) {
        List<Field> fields = new ArrayList<>();
        int[] at = {0};
        while (at[0] < message.length) {
            long key = varint(message, at);
            int wire = (int) (key & 7);
            long value = 0;
            byte[] bytes = {};
            switch (wire) {
                case 0 -> value = varint(message, at);
                case 1 -> {
                    value = little(message, at[0], 8);
                    at[0] += 8;
                }
                case 2 -> {
                    bytes = new byte[(int) varint(message, at)];
                    System.arraycopy(message, at[0], bytes, 0, bytes.length);
                    at[0] += bytes.length;
                }
                case 5 -> {
                    value = little(message, at[0], 4);
                    at[0] += 4;
                }
                default -> throw new IllegalStateException("wire type " + wire);
            }
            fields.add(new Field((int) (key >>> 3), wire, value, bytes));
        }
        return fields;
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = message[at[0]++];
            value += (long) (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number of more than ten bytes");
    }

    private static long little(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value * 256 + (bytes[from + i] & 0xFF);
        }
        return value;
    }

    /** Castagnoli's checksum, bit by bit: the polynomial 0x1EDC6F41 with its bits in reverse. */
    static long crc(byte[] bytes, int from, int count) {
        int crc = -1;
        for (int i = from; i < from + count; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc & 0xFFFFFFFFL;
    }

    private static long masked(long crc) {
        return ((crc >> 15 | crc << 17) + 0xA282EAD8L) & 0xFFFFFFFFL;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
