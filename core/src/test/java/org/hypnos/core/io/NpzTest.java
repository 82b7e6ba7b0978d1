package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    private static final ImmutableMap<String, Tensor> ARRAYS = ImmutableMap.of(
            "train", Tensor.of(Shape.of(2, 2), 1, 0.5f, -0f, 3),
            "a/b", Tensor.of(DType.FLOAT64, Shape.of(1), 0.1));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("arrays.npz");
    }

    private static void requireEqual(ImmutableMap<String, Tensor> read) {
        assertThat(read.keySet()).containsExactlyElementsOf(ARRAYS.keySet());
        ARRAYS.forEach((name, tensor) -> {
            assertThat(read.get(name).dtype()).isEqualTo(tensor.dtype());
            assertThat(read.get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.get(name).toDoubles()).isEqualTo(tensor.toDoubles());
        });
    }

    @Test
    void whatIsWrittenIsReadBitByBit() throws IOException {
        Npz.write(file, ARRAYS);
        byte[] first = Files.readAllBytes(file);
        requireEqual(Npz.read(file));
        Npz.write(file, ARRAYS);
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void arraysAreReadOneByOne() throws IOException {
        Npz.write(file, ARRAYS);
        assertThat(Npz.names(file)).containsExactly("train", "a/b");
        assertThat(Npz.read(file, "a/b").item()).isEqualTo(0.1);
        assertThatThrownBy(() -> Npz.read(file, "valid"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": there is no array 'valid'; there are [train, a/b]");
    }

    @Test
    void numpyAgrees() throws IOException {
        Npz.write(file, ARRAYS);
        if (!Python.hasNumpy()) {
            assertThat(Arrays.copyOf(Files.readAllBytes(file), 4)).containsExactly('P', 'K', 3, 4);
            return;
        }
        Path stored = folder.resolve("stored.npz");
        Path compressed = folder.resolve("compressed.npz");
        String program = """
                import sys, numpy as n
                a = n.load(sys.argv[1])
                for k in a: print(k, a[k].dtype, a[k].shape, a[k].tobytes().hex())
                n.savez(sys.argv[2], **a)
                n.savez_compressed(sys.argv[3], **a)
                """;
        assertThat(Python.print(program, file, stored, compressed).lines())
                .containsExactly(
                        "train float32 (2, 2) 0000803f0000003f0000008000004040", "a/b float64 (1,) 9a9999999999b93f");
        requireEqual(Npz.read(stored));
        requireEqual(Npz.read(compressed));
    }

    private void requireRefused(byte[] content, String reason) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNoZipFile() throws IOException {
        requireRefused(new byte[0], "not a file of numpy's format .npz, or damaged");
        requireRefused("nonsense".getBytes(StandardCharsets.UTF_8), "not a file of numpy's format .npz, or damaged");
        assertThatThrownBy(() -> Npz.read(folder)).hasMessage(folder + ": there is no such file");
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return out.toByteArray();
    }

    private byte[] npy() throws IOException {
        Path array = folder.resolve("array.npy");
        Npy.write(array, Tensor.of(Shape.of(100), new float[100]));
        return Files.readAllBytes(array);
    }

    @Test
    void whatIsNoArray() throws IOException {
        requireRefused(zip("readme.txt", new byte[9]), ", readme.txt: not an array");
        requireRefused(zip("x.npy", new byte[9]), ", x.npy: not a file of numpy's format");
        requireRefused(zip("x.npy", Arrays.copyOf(npy(), 200)), ", x.npy: the file is cut short");
    }

    @Test
    void aFlippedNumberIsFound() throws IOException {
        byte[] content = zip("x.npy", npy());
        content[300] ^= 4;
        requireRefused(content, ", x.npy: the file is damaged");
    }

    /** The directory at the file's end says how long an entry is, and may lie. */
    @Test
    void sizesThatCannotBe() throws IOException {
        byte[] content = zip("x.npy", npy());
        ByteBuffer numbers = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int directory = numbers.getInt(content.length - 6);
        byte[] honest = content.clone();
        numbers.putInt(directory + 24, 2_000_000_000);
        requireRefused(content, "x.npy");
        System.arraycopy(honest, 0, content, 0, honest.length);
        numbers.putInt(directory + 20, 2_000_000_000);
        requireRefused(content, "");
    }

    /** Many entries that share one piece of the file, each of them honest. */
    @Test
    void entriesThatOverlap() throws IOException {
        byte[] one = zip("x.npy", npy());
        ByteBuffer numbers = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
        int directory = numbers.getInt(one.length - 6);
        int entry = one.length - 22 - directory;
        byte[] two = new byte[one.length + entry];
        System.arraycopy(one, 0, two, 0, directory + entry);
        System.arraycopy(one, directory, two, directory + entry, entry + 22);
        two[directory + entry + 46] = 'y';
        ByteBuffer end = ByteBuffer.wrap(two).order(ByteOrder.LITTLE_ENDIAN);
        end.putShort(two.length - 14, (short) 2);
        end.putShort(two.length - 12, (short) 2);
        end.putInt(two.length - 10, 2 * entry);
        requireRefused(two, "y.npy: the file is damaged: its entries overlap");
    }
}
