package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
    private static final byte[] TWO_IMAGES = idx(0x803, 2, 2, 3, 0, 255, 51, 1, 2, 3, 128, 0, 0, 255, 255, 102);

    @TempDir
    private Path folder;

    private static byte[] idx(int magic, int count, int rows, int columns, int... pixels) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + pixels.length); // big-endian
        bytes.putInt(magic).putInt(count).putInt(rows).putInt(columns);
        for (int pixel : pixels) {
            bytes.put((byte) pixel);
        }
        return bytes.array();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("images-idx3-ubyte"), bytes);
    }

    private void requireRefused(byte[] bytes, String reason) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> Idx.readImages(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pixelsAreDividedBy255(boolean zipped) throws IOException {
        Tensor images = Idx.readImages(file(zipped ? gzipped(TWO_IMAGES) : TWO_IMAGES));
        assertThat(images.shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(images.dtype()).isEqualTo(DType.FLOAT32);
        int[] pixels = {0, 255, 51, 1, 2, 3, 128, 0, 0, 255, 255, 102};
        assertThat(images.toDoubles())
                .isEqualTo(
                        Arrays.stream(pixels).mapToDouble(pixel -> pixel / 255f).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"images-idx3-ubyte", "images-idx3-ubyte.gz"})
    void whatIsWrittenIsRead(String name) throws IOException {
        float[] greys = new float[256];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = i / 255f;
        }
        Tensor images = Tensor.of(Shape.of(8, 4, 8), greys);
        Path file = folder.resolve(name);
        Idx.writeImages(file, images);
        assertThat(Idx.readImages(file).shape()).isEqualTo(images.shape());
        assertThat(Idx.readImages(file).toDoubles()).isEqualTo(images.toDoubles());
        byte[] start = Arrays.copyOf(Files.readAllBytes(file), 2);
        assertThat(start).isEqualTo(name.endsWith(".gz") ? new byte[] {0x1F, (byte) 0x8B} : new byte[2]);
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("images-idx3-ubyte");
        Idx.writeImages(file, Idx.readImages(file(TWO_IMAGES)));
        assertThat(file).hasBinaryContent(TWO_IMAGES);
        Idx.writeImages(file, Tensor.of(Shape.of(1, 1, 3), 0.501f, 0.4999f / 255, 0.5001f / 255));
        assertThat(file).hasBinaryContent(idx(0x803, 1, 1, 3, 128, 0, 1));
    }

    @Test
    void whatAreNoImages() {
        Path file = folder.resolve("images-idx3-ubyte");
        assertThatThrownBy(() -> Idx.writeImages(file, Tensor.zeros(DType.FLOAT32, Shape.of(2, 6))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images have the shape [count, rows, columns], found [2, 6]");
        assertThatThrownBy(() -> Idx.writeImages(file, Tensor.full(DType.FLOAT32, Shape.of(1, 1, 1), 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image 0 has a pixel 2.0, not in 0 to 1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thePlainFileIsFoundBeforeTheGzippedOne() throws IOException {
        assertThat(Idx.find(folder, "images")).isEmpty();
        Path gzipped = Files.createFile(folder.resolve("images.gz"));
        assertThat(Idx.find(folder, "images")).contains(gzipped);
        Path plain = Files.createFile(folder.resolve("images"));
        assertThat(Idx.find(folder, "images")).contains(plain);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Idx.readImages(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> Idx.readImages(folder)).hasMessage(folder + ": there is no such file");
    }

    @Test
    void aFileThatIsCutShortIsRefusedWhereverItEnds() throws IOException {
        for (int length = 0; length < TWO_IMAGES.length; length++) {
            requireRefused(Arrays.copyOf(TWO_IMAGES, length), "cut short");
        }
        byte[] zipped = gzipped(TWO_IMAGES);
        for (int length = 0; length < zipped.length; length++) {
            requireRefused(Arrays.copyOf(zipped, length), "");
        }
    }

    @Test
    void aDamagedZippedFileIsNamed() throws IOException {
        byte[] zipped = gzipped(TWO_IMAGES);
        zipped[zipped.length - 6] ^= 1; // of the checksum
        requireRefused(zipped, "damaged");
    }

    @Test
    void theMagicNumberIsThatOfImages() throws IOException {
        requireRefused(
                idx(0x801, 2, 2, 3, 1, 2), "not an IDX image file: it begins with 0x00000801, expected 0x00000803");
    }

    @Test
    void bytesBehindTheLastImageAreRefused() throws IOException {
        byte[] longer = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 1);
        requireRefused(longer, "more behind the 2 images");
        requireRefused(gzipped(longer), "more behind the 2 images");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 3",
        "-1, 2, 3",
        "2, 0, 3",
        "2, 3, -5",
        "2147483647, 28, 28",
        "16, 1073741824, 1073741824",
        "2, 65536, 65536"
    })
    void anImpossibleHeaderIsRefused(int count, int rows, int columns) throws IOException {
        byte[] bytes = idx(0x803, count, rows, columns, 1, 2, 3);
        requireRefused(bytes, "its header says " + count + " images of " + rows + " x " + columns + " pixels");
    }

    @Test
    void aHeaderThatPromisesTooMuchClaimsNoMemory() throws IOException {
        requireRefused(idx(0x803, 1_000_000, 40, 50, 1, 2, 3), "cut short"); // eight gigabytes
        requireRefused(gzipped(idx(0x803, 1, 40_000, 50_000, 1, 2, 3)), "cut short");
    }
}
