package org.hypnos.core.io;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What numpy writes in front of an array's numbers: a dictionary of Python with their type, their order and the shape.
 *
 * @param kind {@code f} real, {@code i} whole, {@code u} whole and not negative, {@code b} true or false
 * @param bytes of one number
 * @param order of a number's bytes
 * @param fortranOrder whether the first axis runs fastest, not the last
 * @param shape the extents, each at least 1
 */
record NpyHeader(char kind, int bytes, ByteOrder order, boolean fortranOrder, List<Integer> shape) {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 64;
    private static final int MOST_AXES = 64; // numpy's own bound

    /** How many numbers there are. */
    long size() {
        long size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return size;
    }

    /** Whether FLOAT32 has all numbers of this type. */
    boolean fitsFloat32() {
        return kind == 'f' ? bytes == Float.BYTES : bytes <= Short.BYTES;
    }

    /** As numpy writes it. */
    @Override
    public String toString() {
        String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String comma = shape.size() == 1 ? "," : "";
        return String.format(
                Locale.ROOT,
                "{'descr': '%s%s%d', 'fortran_order': %s, 'shape': (%s%s), }",
                order == ByteOrder.LITTLE_ENDIAN ? "<" : ">",
                kind,
                bytes,
                fortranOrder ? "True" : "False",
                extents,
                comma);
    }

    /**
     * The header that {@code text} is.
     *
     * @throws IOException if it is none, or of an array that no tensor can be; the message says why
     */
    static NpyHeader parse(String text) throws IOException {
        Parser parser = new Parser(text);
        String type = null;
        Boolean fortranOrder = null;
        List<Long> shape = null;
        parser.expect('{');
        while (!parser.accept('}')) {
            String key = parser.string();
            parser.expect(':');
            if (key.equals("descr") && type == null) {
                type = parser.type();
            } else if (key.equals("fortran_order") && fortranOrder == null) {
                fortranOrder = parser.truth();
            } else if (key.equals("shape") && shape == null) {
                shape = parser.tuple();
            } else {
                throw new IOException("its header has the key '" + key + "' unexpectedly");
            }
            if (!parser.accept(',')) {
                parser.expect('}');
                break;
            }
        }
        parser.end();
        if (type == null || fortranOrder == null || shape == null) {
            throw new IOException("its header lacks one of 'descr', 'fortran_order' and 'shape'");
        }
        return of(type, fortranOrder, shape);
    }

    private static NpyHeader of(String type, boolean fortranOrder, List<Long> shape) throws IOException {
        if (!type.matches("[<>|=](f[48]|[iu][1248]|b1)") || type.matches("[|].[248]")) {
            throw new IOException("its numbers are of type '" + type + "', expected f4, f8, i1 to i8, u1 to u8 or b1;"
                    + " save it by numpy as array.astype('float32')");
        }
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        for (long extent : shape) {
            if (extent < 1 || extent > MOST_NUMBERS / size) {
                throw new IOException("its shape " + shape + " has no numbers, or too many");
            }
            size *= extent;
            extents.add((int) extent);
        }
        ByteOrder order = switch (type.charAt(0)) {
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        return new NpyHeader(type.charAt(1), type.charAt(2) - '0', order, fortranOrder, List.copyOf(extents));
    }

    /** Reads the few of Python's literals that headers are made of. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        private char next() {
            skipBlanks();
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private void skipBlanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        boolean accept(char symbol) {
            boolean there = next() == symbol;
            at += there ? 1 : 0;
            return there;
        }

        void expect(char symbol) throws IOException {
            if (!accept(symbol)) {
                throw unexpected("'" + symbol + "'");
            }
        }

        private IOException unexpected(String expected) {
            return new IOException("its header is damaged at character " + at + ", where " + expected + " should be");
        }

        void end() throws IOException {
            skipBlanks();
            if (at < text.length()) {
                throw unexpected("its end");
            }
        }

        String string() throws IOException {
            char quote = next();
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw unexpected("a string");
            }
            String content = text.substring(at + 1, end);
            at = end + 1;
            return content;
        }

        String type() throws IOException {
            if (next() == '[') {
                throw new IOException("it is an array of records, expected one of numbers");
            }
            return string();
        }

        boolean truth() throws IOException {
            skipBlanks();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw unexpected("True or False");
        }

        List<Long> tuple() throws IOException {
            List<Long> numbers = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                numbers.add(number());
                if (numbers.size() > MOST_AXES) {
                    throw new IOException("its shape has more than " + MOST_AXES + " axes");
                }
                if (!accept(',')) {
                    expect(')');
                    break;
                }
            }
            return numbers;
        }

        private long number() throws IOException {
            skipBlanks();
            int from = at;
            while (at < text.length() && (Character.digit(text.charAt(at), 10) >= 0 || text.charAt(at) == '-')) {
                at++;
            }
            try {
                long number = Long.parseLong(text.substring(from, at));
                at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0; // of Python 2
                return number;
            } catch (NumberFormatException e) {
                throw unexpected("a number");
            }
        }
    }
}
