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
        assertThat(images.shape()).isEqualTo(Shape.of(2, 6));
        assertThat(images.dtype()).isEqualTo(DType.FLOAT32);
        int[] pixels = {0, 255, 51, 1, 2, 3, 128, 0, 0, 255, 255, 102};
        assertThat(images.toDoubles())
                .isEqualTo(
                        Arrays.stream(pixels).mapToDouble(pixel -> pixel / 255f).toArray());
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
