package org.hypnos.core.io;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The SHA-256 of a file that holds it: computed with zeros in the place of its 64 hexadecimal digits. */
final class Checksum {
    static final String NAME = "sha256";
    static final String EMPTY = "0".repeat(64);

    private static final byte[] LABEL = ("\"" + NAME + "\":\"").getBytes(StandardCharsets.UTF_8);

    private final Hasher hasher = Hashing.sha256().newHasher();

    @CanIgnoreReturnValue
    Checksum add(byte[] bytes) {
        hasher.putBytes(bytes);
        return this;
    }

    @CanIgnoreReturnValue
    Checksum add(byte[] bytes, int from, int length) {
        hasher.putBytes(bytes, from, length);
        return this;
    }

    String digits() {
        return hasher.hash().toString();
    }

    /** Puts the digits into their place in {@code header}. */
    void writeInto(byte[] header) {
        put(header, place(header).orElseThrow(), digits());
    }

    static void put(byte[] header, int place, String digits) {
        System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, header, place, EMPTY.length());
    }

    /** Where the digits stand in {@code header}; empty if it has no checksum. */
    static OptionalInt place(byte[] header) {
        for (int i = 0; i + LABEL.length + EMPTY.length() <= header.length; i++) {
            int same = 0;
            while (same < LABEL.length && header[i + same] == LABEL[same]) {
                same++;
            }
            if (same == LABEL.length) {
                return OptionalInt.of(i + LABEL.length);
            }
        }
        return OptionalInt.empty();
    }
}
