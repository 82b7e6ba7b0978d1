package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Files that were damaged anywhere give a tensor or an error that names the file, and nothing else. */
class NpyProperties {
    private static final Tensor TENSOR = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    private static Path folder;
    private static Path npy;
    private static Path npz;
    private static byte[] wholeNpy;
    private static byte[] wholeNpz;

    @BeforeContainer
    static void write() throws IOException {
        folder = Files.createTempDirectory("npy");
        npy = folder.resolve("array.npy");
        npz = folder.resolve("arrays.npz");
        Npy.write(npy, TENSOR);
        Npz.write(npz, ImmutableMap.of("x", TENSOR, "y", TENSOR.neg()));
        wholeNpy = Files.readAllBytes(npy);
        wholeNpz = Files.readAllBytes(npz);
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(npy);
        Files.delete(npz);
        Files.delete(folder);
    }

    private static byte[] damaged(byte[] whole, List<Integer> places, int flip, int cut) {
        byte[] damaged = whole.clone();
        for (int place : places) {
            damaged[place % whole.length] ^= (byte) flip;
        }
        return cut % 3 == 0 ? Arrays.copyOf(damaged, cut % whole.length) : damaged;
    }

    @Property(tries = 500)
    void arrays(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 199) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int flip,
            @ForAll @IntRange(min = 0, max = 1000) int cut)
            throws IOException {
        Files.write(npy, damaged(wholeNpy, places, flip, cut));
        try {
            assertThat(Npy.read(npy).shape().size()).isBetween(1, 24);
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(npy + ": ");
        }
    }

    @Property(tries = 500)
    void archives(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 1000) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int flip,
            @ForAll @IntRange(min = 0, max = 1000) int cut)
            throws IOException {
        Files.write(npz, damaged(wholeNpz, places, flip, cut));
        try {
            for (Tensor tensor : Npz.read(npz).values()) {
                assertThat(tensor.toDoubles().length).isEqualTo(6);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(npz.toString());
        }
    }
}
