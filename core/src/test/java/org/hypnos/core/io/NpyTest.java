package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
    private static final Tensor FLOATS =
            Tensor.of(Shape.of(2, 3), 1, -0f, Float.MIN_VALUE, Float.NaN, 0.1f, Float.NEGATIVE_INFINITY);
    private static final Tensor DOUBLES = Tensor.of(DType.FLOAT64, Shape.of(3), 0.1, Double.NaN, -Double.MAX_VALUE);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("array.npy");
    }

    private static byte[] npy(int version, String header, int... numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content =
                ByteBuffer.allocate(16 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        content.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        content.put((byte) version).put((byte) 0);
        if (version == 1) {
            content.putShort((short) text.length);
        } else {
            content.putInt(text.length);
        }
        content.put(text);
        for (int number : numbers) {
            content.put((byte) number);
        }
        return Arrays.copyOf(content.array(), content.position());
    }

    private static String header(String type, boolean fortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape
                + ", }";
    }

    private Tensor read(byte[] content) throws IOException {
        return Npy.read(Files.write(file, content));
    }

    @Test
    void whatIsWrittenIsReadBitByBit() throws IOException {
        Tensor many =
                Tensor.of(DType.FLOAT64, Shape.of(20_000), new double[20_000]).add(0.1);
        for (Tensor tensor : List.of(FLOATS, DOUBLES, Tensor.scalar(DType.FLOAT32, 7), many)) {
            Npy.write(file, tensor);
            Tensor read = Npy.read(file);
            assertThat(read.dtype()).isEqualTo(tensor.dtype());
            assertThat(read.shape()).isEqualTo(tensor.shape());
            assertThat(read.toDoubles()).isEqualTo(tensor.toDoubles());
        }
    }

    @Test
    void theFileIsOfTheFormatThatOthersRead() throws IOException {
        Npy.write(file, Tensor.of(Shape.of(2), 1, -2));
        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(128 + 8);
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
                        + " ".repeat(60) + "\n\0\0\u0080?\0\0\0\u00c0");
    }

    /** numpy finds the numbers that we wrote, and we find those that numpy writes, of every type, order and version. */
    @Test
    void numpyAgrees() throws IOException {
        Path second = folder.resolve("second.npy");
        Npy.write(file, FLOATS);
        Npy.write(second, DOUBLES);
        if (!Python.hasNumpy()) { // then by what numpy would have written
            assertThat(Files.readAllBytes(second)).hasSize(128 + 24);
            return;
        }
        String program = """
                import sys, numpy as n
                for f in sys.argv[1:3]:
                    a = n.load(f)
                    print(a.dtype, a.shape, a.tobytes().hex())
                folder = sys.argv[3]
                for t in 'f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 ?'.split():
                    for e in '<>':
                        for o in 'CF':
                            a = n.arange(24).reshape(2, 3, 4).astype(e + t)
                            n.save(folder + '/' + t.replace('?', 'b') + str(ord(e)) + o + '.npy', a.copy(o))
                for v in (1, 2, 3):
                    with open(folder + '/version%d.npy' % v, 'wb') as f:
                        n.lib.format.write_array(f, n.float64([-0.0, 1 / 3]), (v, 0))
                """;
        assertThat(Python.print(program, file, second, folder).lines())
                .containsExactly(
                        "float32 (2, 3) 0000803f00000080010000000000c07fcdcccc3d000080ff",
                        "float64 (3,) 9a9999999999b93f000000000000f87fffffffffffffefff");
        double[] counted = new double[24];
        Arrays.setAll(counted, i -> i);
        double[] ones = new double[24];
        Arrays.setAll(ones, i -> Math.min(i, 1));
        for (String type : "f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b".split(" ", -1)) {
            for (String order : List.of("60C", "60F", "62C", "62F")) {
                Tensor read = Npy.read(folder.resolve(type + order + ".npy"));
                assertThat(read.shape()).isEqualTo(Shape.of(2, 3, 4));
                assertThat(read.dtype()).as(type).isEqualTo(type.matches("f4|.[12]|b") ? DType.FLOAT32 : DType.FLOAT64);
                assertThat(read.toDoubles()).as(type + order).isEqualTo(type.equals("b") ? ones : counted);
            }
        }
        for (int version = 1; version <= 3; version++) {
            assertThat(Npy.read(folder.resolve("version" + version + ".npy")).toDoubles())
                    .isEqualTo(new double[] {-0.0, 1.0 / 3});
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<i2, 258, -2, 1 2 1 254 255",
        ">i2, 258, -2, 1 1 2 255 254",
        "<u2, 258, 65534, 1 2 1 254 255",
        "|i1, 3, -1, 1 3 255",
        "|u1, 3, 255, 1 3 255",
        "|b1, 1, 0, 1 7 0",
        "<i4, 1, -1, 1 1 0 0 0 255 255 255 255",
        ">u4, 1, 4294967295, 1 0 0 0 1 255 255 255 255",
        "<i8, 1, -2, 1 1 0 0 0 0 0 0 0 254 255 255 255 255 255 255 255",
        ">f4, 1, -2, 1 63 128 0 0 192 0 0 0"
    })
    void numbersOfEveryTypeAreRead(String type, double first, double second, String bytes) throws IOException {
        int[] content = Arrays.stream(bytes.split(" ", -1))
                .skip(1)
                .mapToInt(Integer::parseInt)
                .toArray();
        for (int version = 1; version <= 3; version++) {
            Tensor read = read(npy(version, header(type, false, "(2,)"), content));
            assertThat(read.toDoubles()).containsExactly(first, second);
        }
    }

    @Test
    void theFirstAxisMayRunFastest() throws IOException {
        Tensor read = read(npy(1, header("|u1", true, "(2, 3)"), 0, 1, 2, 3, 4, 5));
        assertThat(read.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(read.toDoubles()).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void keysStandInAnyOrder() throws IOException {
        String header = "{ \"shape\" : ( 2L , ) ,'fortran_order':False,\t'descr':'|u1'}  \n";
        assertThat(read(npy(1, header, 4, 5)).toDoubles()).containsExactly(4, 5);
    }

    private void requireRefused(byte[] content, String reason) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "(0,); its shape [0] has no numbers",
                "(-3,); its shape [-3] has no numbers",
                "(2147483648,); has no numbers, or too many",
                "(65536, 65536); has no numbers, or too many",
                "(9223372036854775807, 2); has no numbers, or too many",
                "(9223372036854775808,); where a number should be",
                "(1.5,); where ')' should be",
                "(1,,); where a number should be",
                "(1 1); where ')' should be",
                "(; where a number should be",
                "[3]; where '(' should be",
                "3; where '(' should be",
                "(3,), 'shape': (3,); its header has the key 'shape' unexpectedly",
                "(3,), 'more': 1; its header has the key 'more' unexpectedly",
                "(2000000000,); the file is cut short",
                "(1,); 2 bytes behind the numbers of its shape [1]"
            })
    void shapesThatCannotBe(String shape, String reason) throws IOException {
        requireRefused(npy(1, header("|u1", false, shape), 1, 2, 3), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'<f2'; its numbers are of type '<f2', expected f4, f8",
                "'|O'; its numbers are of type '|O'",
                "'<c16'; its numbers are of type",
                "'|f4'; its numbers are of type",
                "'f4'; its numbers are of type",
                "[('a', '<f4')]; it is an array of records",
                "f4; where a string should be",
                "'f4; where a string should be"
            })
    void typesThatAreNone(String type, String reason) throws IOException {
        requireRefused(npy(1, "{'fortran_order': False, 'shape': (1,), 'descr': " + type + "}", 1, 2, 3, 4), reason);
    }

    @Test
    void headersThatAreNone() throws IOException {
        requireRefused("nonsense".getBytes(StandardCharsets.UTF_8), "not a file of numpy's format");
        requireRefused(npy(4, header("|u1", false, "(1,)"), 1), "it is of version 4");
        requireRefused(npy(1, "", 1), "where '{' should be");
        requireRefused(npy(1, "{}", 1), "its header lacks one of");
        requireRefused(npy(1, header("|u1", false, "(1,)") + "x", 1), "where its end should be");
        requireRefused(npy(1, header("|u1", false, "(1,)").replace("False", "0"), 1), "where True or False should be");
        requireRefused(npy(1, header("|u1", false, "(" + "1,".repeat(65) + ")"), 1), "more than 64 axes");
        byte[] huge = npy(2, header("|u1", false, "(1,)"), 1);
        huge[11] = 0x7F;
        requireRefused(huge, "bytes, expected about a hundred");
        huge[11] = -1;
        requireRefused(huge, "bytes, expected about a hundred");
    }

    @Test
    void numbersThatADoubleCannotTell() throws IOException {
        requireRefused(npy(1, header("<i8", false, "()"), 1, 0, 0, 0, 0, 0, 32, 0), "the number 9007199254740993,");
        requireRefused(
                npy(1, header("<u8", false, "()"), 255, 255, 255, 255, 255, 255, 255, 255), "18446744073709551615");
    }

    @Test
    void aFileThatIsCutShortIsRefusedWhereverItEnds() throws IOException {
        Npy.write(file, FLOATS);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            requireRefused(Arrays.copyOf(whole, length), "cut short");
        }
        requireRefused(Arrays.copyOf(whole, whole.length + 1), "1 bytes behind the numbers");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": there is no such file");
    }
}
