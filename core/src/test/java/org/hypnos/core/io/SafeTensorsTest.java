package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
    private static final Map<String, Tensor> TENSORS = ImmutableMap.of(
            "guide/weight", Tensor.of(Shape.of(6, 1), 1, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, 1e-30f),
            "model/\u00e4\"\\", Tensor.of(DType.FLOAT64, Shape.of(3), 0.1, Double.NaN, Double.NEGATIVE_INFINITY),
            "alone", Tensor.scalar(DType.FLOAT64, Math.PI));

    @TempDir
    private Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("parameters.safetensors");
        SafeTensors.write(file, TENSORS);
        bytes = Files.readAllBytes(file);
    }

    private static List<String> shapes(Map<String, Tensor> tensors) {
        return tensors.values().stream()
                .map(tensor -> tensor.dtype() + " " + tensor.shape())
                .sorted()
                .toList();
    }

    @Test
    void whatIsWrittenIsReadBitByBit() throws IOException {
        Map<String, Tensor> read = SafeTensors.read(file);
        assertThat(read.keySet()).containsExactly("alone", "guide/weight", "model/\u00e4\"\\");
        TENSORS.forEach((name, tensor) -> {
            assertThat(read.get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.get(name).dtype()).isEqualTo(tensor.dtype());
            assertThat(read.get(name).toDoubles()).isEqualTo(tensor.toDoubles());
        });
    }

    @Test
    void theFileIsOfTheFormatThatOthersRead() throws IOException {
        SafeTensors.write(file, Map.of("b", Tensor.of(Shape.of(1, 2), 1, 2), "a", Tensor.scalar(DType.FLOAT64, 3)));
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) content.getLong();
        assertThat(length % 8).isZero();
        byte[] header = new byte[length];
        content.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
                .matches(
                        "\\Q{\"__metadata__\":{\"sha256\":\"\\E[0-9a-f]{64}\\Q\"},\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
                                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}\\E");
        assertThat(content.getDouble()).isEqualTo(3);
        assertThat(content.getFloat()).isEqualTo(1);
        assertThat(content.getFloat()).isEqualTo(2);
        assertThat(content.hasRemaining()).isFalse();
    }

    @Test
    void aFileThatIsCutShortIsRefusedWhereverItEnds() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            requireRefused(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void bytesBehindTheTensorsAreRefused() throws IOException {
        requireRefused(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void aFlippedBitIsSeenWhereverItIs() throws IOException {
        int header =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int at = header; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            requireRefused(damaged);
        }
    }

    @Test
    void notesAreReadAsTheyWereWritten() throws IOException {
        SafeTensors.write(file, TENSORS, Map.of("step", "7", "\u00e4", "\"\\n"));
        assertThat(SafeTensors.readWithNotes(file).notes())
                .containsEntry("step", "7")
                .containsEntry("\u00e4", "\"\\n")
                .containsKey("sha256");
    }

    private void requireRefused(byte[] content) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> SafeTensors.read(file))
                .as("%s bytes", content.length)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void aDamagedHeaderIsRefusedOrDescribesTheSameTensors() throws IOException {
        int header =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int at = 0; at < header; at++) {
            for (int flip = 1; flip < 256; flip <<= 1) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) flip;
                Files.write(file, damaged);
                try {
                    assertThat(shapes(SafeTensors.read(file)))
                            .as("byte %s flipped by %s", at, flip)
                            .isEqualTo(shapes(TENSORS));
                } catch (IOException e) {
                    refused++;
                    assertThat(e).hasMessageStartingWith(file + ": ");
                }
            }
        }
        assertThat(refused).isGreaterThan(header * 8 / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"a\":7}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":[],\"shape\":[],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":\"x\",\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[null],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[8,16]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0]}}"
            })
    void aHeaderThatSaysSomethingElseIsRefused(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        requireRefused(content.putLong(text.length).put(text).array());
    }

    @Test
    void metadataAreAllowed() throws IOException {
        byte[] text =
                "{\"__metadata__\":{\"seed\":\"1\"},\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}"
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, content.putLong(text.length).put(text).putDouble(2.5).array());
        assertThat(SafeTensors.read(file).get("a").item()).isEqualTo(2.5);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> SafeTensors.read(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void noTensorTakesThePlaceOfTheNotes() {
        Map<String, Tensor> tensors = Map.of("__metadata__", Tensor.scalar(DType.FLOAT32, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SafeTensors.write(folder.resolve("taken.safetensors"), tensors, Map.of()))
                .withMessage("no tensor may be called __metadata__: the format keeps its notes there");
    }
}
