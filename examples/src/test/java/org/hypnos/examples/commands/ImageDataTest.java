package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Idx;
import org.hypnos.core.io.Npy;
import org.hypnos.core.io.Npz;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDataTest {
    private static final Tensor GREYS = Tensor.of(Shape.of(2, 2, 2), 0, 1, 0.25f, 0.5f, 1, 0, 0.75f, 0);

    @TempDir
    private Path folder;

    private ImageData data(Binarize binarize) {
        return new ImageData(folder.toString(), binarize);
    }

    private static double[] x(Dataset dataset) {
        return dataset.values().get("x").toDoubles();
    }

    private void write(String name, double... pixels) throws IOException {
        Npy.write(folder.resolve(name), Tensor.of(DType.FLOAT64, Shape.of(pixels.length / 2, 2), pixels));
    }

    @Test
    void splitsAreFoundInFilesOfEveryKind() throws IOException {
        Idx.writeImages(
                folder.resolve("train-images-idx3-ubyte.gz"), GREYS.mul(255f).div(255f));
        Npy.write(folder.resolve("valid.npy"), GREYS);
        Npz.write(folder.resolve("more.npz"), ImmutableMap.of("test", GREYS, "labels", GREYS));
        ImageData data = data(Binarize.FIXED);
        assertThat(data.splits()).containsExactly(ImageData.Split.values());
        for (ImageData.Split split : ImageData.Split.values()) {
            assertThat(data.images(split).shape()).isEqualTo(Shape.of(2, 2, 2));
            assertThat(ImageData.pixels(data.grey(split))).isEqualTo(4);
            assertThat(x(data.read(split))).containsOnly(0, 1);
        }
        assertThat(x(data.grey(ImageData.Split.VALID))).isEqualTo(GREYS.toDoubles());
        assertThat(x(data.grey(ImageData.Split.TEST))).isEqualTo(GREYS.toDoubles());
        assertThat(data.digests().keySet()).containsExactly("train-images-idx3-ubyte.gz", "valid.npy", "more.npz");
        byte[] bytes = Files.readAllBytes(folder.resolve("valid.npy"));
        assertThat(data.digests())
                .containsEntry("valid.npy", Hashing.sha256().hashBytes(bytes).toString());
        ImageData archive = new ImageData(folder.resolve("more.npz").toString(), Binarize.FIXED);
        assertThat(archive.splits()).containsExactly(ImageData.Split.TEST);
        assertThatThrownBy(() -> archive.read(ImageData.Split.TRAIN))
                .isInstanceOf(Slip.class)
                .hasMessage(folder.resolve("more.npz") + ": there is no array 'train'");
    }

    @Test
    void bytesAreGreysOf255() throws IOException {
        write("train.npy", 0, 255, 51, 1);
        assertThat(x(data(Binarize.FIXED).grey(ImageData.Split.TRAIN))).containsExactly(0, 1, 51 / 255f, 1 / 255f);
        write("valid.npy", 0, 1, 1, 0);
        assertThat(x(data(Binarize.NONE).read(ImageData.Split.VALID))).containsExactly(0, 1, 1, 0);
    }

    private void requireSlip(ImageData.Split split, String message) {
        assertThatThrownBy(() -> data(Binarize.NONE).read(split))
                .isInstanceOf(Slip.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    @Test
    void slips() throws IOException {
        requireSlip(ImageData.Split.TRAIN, "no file train-images-idx3-ubyte (or the same with .gz), nor train.npy");
        write("train.npy", 0, 1, 0.5, 1);
        requireSlip(
                ImageData.Split.TRAIN,
                "train.npy: image 1 has a grey pixel, 128 of 255; give --binarize fixed (each pixel is drawn once) or"
                        + " --binarize epoch");
        write("train.npy", 0, 1, 0.5, 2);
        requireSlip(ImageData.Split.TRAIN, "image 1 has a pixel 0.5; expected greys from 0 to 1, or whole numbers");
        write("train.npy", 0, 1, 3, 256);
        requireSlip(ImageData.Split.TRAIN, "image 1 has a pixel 256.0; expected");
        write("train.npy", 0, -1);
        requireSlip(ImageData.Split.TRAIN, "image 0 has a pixel -1.0; expected");
        write("train.npy", 0, Double.NaN);
        requireSlip(ImageData.Split.TRAIN, "image 0 has a pixel NaN; expected");
        Npy.write(folder.resolve("valid.npy"), Tensor.zeros(DType.FLOAT32, Shape.of(3)));
        requireSlip(ImageData.Split.VALID, "valid.npy: its shape is [3], expected [count, pixels] or");
        Npz.write(folder.resolve("all.npz"), Map.of("valid", GREYS));
        requireSlip(ImageData.Split.VALID, "'valid' is there twice, in valid.npy and all.npz; take one away");
        Files.write(folder.resolve("all.npz"), new byte[30]);
        requireSlip(ImageData.Split.VALID, "all.npz: not a file of numpy's format .npz, or damaged");
        assertThatThrownBy(() -> Binarize.named("epochs"))
                .isInstanceOf(Slip.class)
                .hasMessage(
                        "--binarize epochs: there is no such way; did you mean 'epoch'? there are [none, fixed, epoch]");
    }

    /** Evaluation sees the same images whatever the training's seed; a training may see others in each epoch. */
    @Test
    void greysAreDrawnOnceOrInEachEpoch() throws IOException {
        Npy.write(folder.resolve("train.npy"), Tensor.full(DType.FLOAT32, Shape.of(100, 9), 0.5));
        double[] once = x(data(Binarize.FIXED).read(ImageData.Split.TRAIN));
        assertThat(once).containsOnly(0, 1);
        assertThat(x(data(Binarize.FIXED).training(5))).isEqualTo(once);
        assertThat(x(data(Binarize.EPOCH).read(ImageData.Split.TRAIN))).isEqualTo(once);
        Dataset drawn = data(Binarize.EPOCH).training(5);
        assertThat(drawn.binarization()).isNotNull();
        assertThat(drawn.binarization().seed()).isEqualTo(5);
        assertThat(x(drawn)).containsOnly(0.5);
    }

    @Test
    void generatedSetsHaveDigests() {
        assertThat(new ImageData("bars").digests())
                .containsExactly(Map.entry("bars", "35036b0e25edc6c4907eab5c0db6c4f8bd3653e552b6423f5d48f5c52b482503"));
        assertThat(new ImageData("helmholtz").digests())
                .containsExactly(
                        Map.entry("helmholtz", "dd01396e40099fc17cf9bfb80185a1a1c418fee41eb367165a0cd5d8503f71fb"));
    }

    @Test
    void digitsAreGreyForThoseWhoBinarise() {
        Dataset grey = new ImageData("digits", Binarize.EPOCH).grey(ImageData.Split.TEST);
        Dataset binary = new ImageData("digits", Binarize.EPOCH).read(ImageData.Split.TEST);
        assertThat(Arrays.stream(x(grey))).anyMatch(pixel -> pixel > 0 && pixel < 1);
        assertThat(x(binary)).containsOnly(0, 1);
        assertThat(x(new ImageData("digits").read(ImageData.Split.TEST)))
                .containsOnly(0, 1)
                .isNotEqualTo(x(binary));
    }
}
