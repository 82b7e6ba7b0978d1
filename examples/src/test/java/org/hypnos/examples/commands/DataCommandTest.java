package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
    @TempDir
    private Path folder;

    private static Terminal done(String... arguments) {
        Terminal terminal = Terminal.hypnos(arguments);
        assertThat(terminal.code()).as(terminal.err()).isZero();
        return terminal;
    }

    @Test
    void barsAreInspected() throws IOException {
        Path picture = folder.resolve("bars.png");
        Terminal terminal = done("data", "inspect", "bars", "--picture", picture.toString());
        // 25 pixels, each on with probability 0.19: 25 (-0.19 log 0.19 - 0.81 log 0.81) = 12.1556.
        assertThat(terminal.out()).contains("train       962      5 x 5        binary     0.190000      12.1556");
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(10 * 56 + 1);
        JsonObject train = done("data", "inspect", "bars", "--json")
                .json()
                .getAsJsonObject("splits")
                .getAsJsonObject("train");
        double entropy = -25 * (0.19 * Math.log(0.19) + 0.81 * Math.log(0.81));
        assertThat(train.get("baseline_nll").getAsDouble()).isCloseTo(entropy, within(1e-9));
        assertThat(train.get("binary").getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idx", "npy", "npz"})
    void whatIsGeneratedIsTrainedOn(String format) {
        String out = folder.resolve("data").toString();
        assertThat(done("data", "generate", "helmholtz", "--out", out, "--format", format)
                        .out())
                .contains("train: 10000 images of 4 x 4 pixels", "wrote " + out);
        for (ImageData.Split split : ImageData.Split.values()) {
            assertThat(new ImageData(out).read(split).values().get("x").toDoubles())
                    .isEqualTo(new ImageData("helmholtz")
                            .read(split)
                            .values()
                            .get("x")
                            .toDoubles());
        }
        assertThat(Terminal.hypnos("data", "generate", "helmholtz", "--out", out, "--format", format)
                        .err())
                .contains("--out " + out + ": it already holds");
    }

    @Test
    void barsAreDrawn() {
        String out = folder.toString();
        assertThat(done("data", "generate", "bars", "--out", out).out()).contains("valid: 2000 images of 5 x 5 pixels");
        JsonObject splits = done("data", "inspect", out, "--json").json().getAsJsonObject("splits");
        assertThat(splits.keySet()).containsExactly("train", "valid", "test");
        assertThat(splits.getAsJsonObject("test").get("mean_pixel").getAsDouble())
                .isCloseTo(0.19, within(0.02));
        assertThat(splits.getAsJsonObject("test").get("baseline_nll").getAsDouble())
                .isCloseTo(12.1556, within(1.0));
    }

    @Test
    void greysAreConverted() throws IOException {
        Tensor greys = Tensor.of(Shape.of(2, 2, 3), 0, 0.5f, 1, 0, 0, 0, 1, 1, 1, 0.25f, 0, 0.75f);
        Npy.write(folder.resolve("train.npy"), greys);
        String from = folder.toString();
        String idx = folder.resolve("idx").toString();
        String once = folder.resolve("once.d").toString();
        assertThat(done("data", "convert", from, "--out", idx, "--format", "idx")
                        .out())
                .contains("train: 2 images of 2 x 3 pixels", "pixels between them were rounded");
        assertThat(new ImageData(idx).images(ImageData.Split.TRAIN).mul(255f).toDoubles())
                .containsExactly(0, 128, 255, 0, 0, 0, 255, 255, 255, 64, 0, 191);
        assertThat(done("data", "convert", from, "--out", once, "--format", "npz", "--binarize", "fixed")
                        .out())
                .doesNotContain("rounded");
        assertThat(new ImageData(once)
                        .read(ImageData.Split.TRAIN)
                        .values()
                        .get("x")
                        .toDoubles())
                .containsOnly(0, 1)
                .isEqualTo(new ImageData(from, Binarize.FIXED)
                        .read(ImageData.Split.TRAIN)
                        .values()
                        .get("x")
                        .toDoubles());
        assertThat(done("data", "inspect", from).out()).contains("0.0000-1.0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data| data: a command is missing; there are inspect, generate and convert",
                "data inspekt| did you mean 'inspect'?",
                "data inspect nowhere| nowhere: there is no such folder or .npz file",
                "data inspect bars --picture bars.gif| the picture's name must end in .png",
                "data inspect bars --picture nowhere/bars.png| cannot write a picture there",
                "data inspect bars --picture bars.png --count 0| --count must be between 1 and 400",
                "data generate stripes --out out| there are no generated images 'stripes'",
                "data generate bars --out out --format mat| --format mat: there is no such format; there are [idx, npy, npz]",
                "data generate bars| Missing required option: '--out=DIR'",
                "data convert bars --out out --format idx| bars is a list of all images with their probabilities",
                "data convert digits --out out --format idx --binarize epoch| --binarize epoch: files do not change",
                "data convert digits --out out --format idx --binarize once| --binarize once: there is no such way"
            })
    void slips(String command, String message) {
        Terminal terminal = Terminal.hypnos(command.split(" ", -1));
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.err()).contains(message);
        assertThat(Path.of("out")).doesNotExist();
    }

    @Test
    void foldersThatHoldNothingOrCannotBe() throws IOException {
        assertThat(Terminal.hypnos("data", "inspect", folder.toString()).err()).contains("no file train-images");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Terminal.hypnos("data", "inspect", file.toString()).err())
                .contains(file + ": a single file must be an .npz file; of IDX and .npy files, name the folder");
        assertThat(Terminal.hypnos("data", "generate", "helmholtz", "--out", file.toString())
                        .err())
                .contains("--out " + file + ": cannot write there");
    }
}
