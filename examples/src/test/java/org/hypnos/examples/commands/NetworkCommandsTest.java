package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Npy;
import org.hypnos.core.io.Npz;
import org.hypnos.core.io.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands make of trained networks of all kinds. */
class NetworkCommandsTest {
    @TempDir
    private Path folder;

    private String run() {
        return folder.resolve("run").toString();
    }

    private void train(String options) {
        Terminal terminal = hypnos("train --steps 5 --quiet --out " + run() + " " + options);
        assertThat(terminal.err()).isEmpty();
    }

    private static Terminal hypnos(String command) {
        return Terminal.hypnos(command.split(" "));
    }

    private static JsonObject json(String command) {
        Terminal terminal = hypnos(command + " --json");
        assertThat(terminal.code()).as(terminal.err()).isZero();
        return terminal.json();
    }

    @ParameterizedTest
    @CsvSource({"sbn, sbn, binary", "dsbn, nade, gaussian", "darn, dsbn, gaussian", "nade, darn, binary"})
    void allCommandsKnowAllNetworks(String model, String guide, String latent) throws IOException {
        train("--layers 4,3 --eval-samples 2 --data-biases --model " + model + " --guide " + guide + " --latent "
                + latent);
        JsonObject nll = json("evaluate --samples 50 " + run());
        JsonObject elbo = json("evaluate --samples 50 --metric elbo " + run());
        assertThat(nll.get("nll").getAsDouble()).isBetween(3.0, 40.0);
        assertThat(elbo.get("elbo").getAsDouble()).isLessThan(-nll.get("nll").getAsDouble());
        assertThat(json("sample --count 4 " + run()).get("mean_pixel").getAsDouble())
                .isBetween(0.05, 0.95);
        boolean means = guide.equals("sbn") || guide.equals("dsbn");
        String kind = means ? "guide" : "posterior";
        assertThat(json("reconstruct --count 8 --means " + kind + " " + run())
                        .get("reconstruction")
                        .getAsDouble())
                .isBetween(1.0, 40.0);
        assertThat(picture("reconstructions.png").getWidth()).isEqualTo(4 * 56 + 1);
        JsonObject inferred = json("infer --samples 20 " + run());
        assertThat(inferred.get("left_out").getAsInt()).isZero();
        Tensor top = Npy.read(folder.resolve("run/causes-valid/h2.npy"));
        assertThat(top.shape()).isEqualTo(Shape.of(962, 3));
        assertThat(json("export " + run()).get("parameters").getAsInt()).isGreaterThan(4);
        if (!means) {
            assertSlip(hypnos("reconstruct " + run()), "the guide's layers are " + guide, "--means posterior");
            assertSlip(hypnos("evaluate --metric reconstruction " + run()), "no mean in closed form");
        }
    }

    private BufferedImage picture(String name) throws IOException {
        return ImageIO.read(folder.resolve("run").resolve(name).toFile());
    }

    private static void assertSlip(Terminal terminal, String... messages) {
        assertThat(terminal.code()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.err()).startsWith("hypnos: ").contains(messages);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void kIsRaisedUntilTheIntervalIsNarrow() {
        train("--layers 4");
        JsonObject found = json("evaluate --until-interval 0.04 " + run());
        assertThat(found.get("stopped_by").getAsString()).isEqualTo("interval");
        int samples = found.get("nll_samples").getAsInt();
        assertThat(samples).isGreaterThan(100);
        JsonObject atOnce = json("evaluate --samples " + samples + " " + run());
        assertThat(found.get("nll")).isEqualTo(atOnce.get("nll"));
        assertThat(found.get("nll_monte_carlo_interval")).isEqualTo(atOnce.get("nll_monte_carlo_interval"));
        Terminal capped = hypnos("evaluate --until-interval 1e-6 --samples 2 --max-samples 7 " + run());
        assertThat(capped.out())
                .contains("K = 7 draws", "stopped at --max-samples 7", "not yet as narrow as +- 1.0E-6");
        assertThat(json("evaluate --until-interval 0.5 --metric elbo " + run())
                        .get("stopped_by")
                        .getAsString())
                .isEqualTo("interval");
    }

    @Test
    void aReconstructionIsNoLikelihood() {
        train("--layers 4");
        Terminal terminal = hypnos("evaluate --metric reconstruction " + run());
        assertThat(terminal.out()).contains("valid split: reconstruction cross-entropy", "not a likelihood");
        double all = json("evaluate --metric reconstruction " + run())
                .get("reconstruction")
                .getAsDouble();
        Terminal pictured = hypnos("reconstruct --count 962 " + run());
        assertThat(pictured.out()).contains("not a likelihood (the guide's means plugged in; 962 data");
        assertThat(json("reconstruct --count 10000 " + run())
                        .get("reconstruction")
                        .getAsDouble())
                .isCloseTo(all, within(3.0)); // the same images, but for their probabilities
    }

    @Test
    void theGuidesMeansAreNotThoseOfThePosterior() throws IOException {
        train("--layers 4");
        json("infer --means guide --out " + folder.resolve("guide") + " " + run());
        json("infer --samples 300 --out " + folder.resolve("posterior") + " " + run());
        Tensor guide = Npy.read(folder.resolve("guide/h1.npy"));
        Tensor posterior = Npy.read(folder.resolve("posterior/h1.npy"));
        assertThat(guide.shape()).isEqualTo(posterior.shape());
        assertThat(guide.toDoubles()).isNotEqualTo(posterior.toDoubles());
        assertThat(guide.mean().item()).isCloseTo(posterior.mean().item(), within(0.2));
    }

    @Test
    void exportsHoldTheRunsParameters() throws IOException {
        train("--layers 4");
        var own = SafeTensors.read(folder.resolve("run/model.safetensors"));
        json("export " + run());
        var both = Npz.read(folder.resolve("run/parameters-both.npz"));
        assertThat(both.keySet()).containsExactlyInAnyOrderElementsOf(own.keySet());
        both.forEach((name, tensor) ->
                assertThat(tensor.toDoubles()).isEqualTo(own.get(name).toDoubles()));
        Path file = folder.resolve("guide.safetensors");
        json("export --store guide --format safetensors --out " + file + " " + run());
        assertThat(SafeTensors.read(file).keySet()).containsExactlyInAnyOrder("guide/h1/weight", "guide/h1/bias");
        assertSlip(
                hypnos("export --format safetensors --out " + folder.resolve("run/model.safetensors") + " " + run()),
                "that is the run's own file");
        assertSlip(hypnos("export --format npz --out " + file + " " + run()), "must end in .npz");
    }

    @Test
    void slipsAreToldInOneLine() throws IOException {
        train("--layers 4");
        List<List<String>> slips = List.of(
                List.of("evaluate --data digits", "the images have 784 pixels, the model was trained on 25"),
                List.of("reconstruct --data digits", "the images have 784 pixels, the model was trained on 25"),
                List.of("infer --data digits", "the images have 784 pixels, the model was trained on 25"),
                List.of("infer --data nowhere", "there is no such folder"),
                List.of("evaluate --metric ell", "--metric ell: did you mean 'nll'?"),
                List.of("evaluate --split validation", "--split validation: did you mean 'valid'?"),
                List.of("infer --split tset", "did you mean 'test'?"),
                List.of("evaluate --samples 1", "--samples must be at least 2, found 1"),
                List.of("infer --samples 1", "--samples must be at least 2, found 1"),
                List.of("evaluate --until-interval 0", "must be a positive number of nats, found 0.0"),
                List.of("evaluate --until-interval NaN", "must be a positive number of nats, found NaN"),
                List.of("evaluate --until-interval narrow", "'narrow' is not a double"),
                List.of("evaluate --max-samples 9", "--until-interval, which is missing"),
                List.of("evaluate --until-interval 1 --max-samples 9", "there are at least 100 draws to begin with"),
                List.of("evaluate --metric reconstruction --samples 9", "draws nothing; leave out --samples"),
                List.of("infer --means guide --samples 9", "draws nothing; leave out --samples"),
                List.of("infer --means model", "--means model: there are [guide, posterior]"),
                List.of("reconstruct --count 0", "--count must be between 1 and 100000, found 0"),
                List.of("reconstruct --out picture.jpg", "must end in .png"),
                List.of("reconstruct --out " + folder + "/no/picture.png", "there is no folder"),
                List.of("infer --out " + run() + "/config.json", "no folder can be made there"),
                List.of("export --format numpy", "--format numpy: there are [npz, safetensors]"),
                List.of("export --store modle", "did you mean 'model'?"));
        List<Path> before = files();
        for (List<String> slip : slips) {
            assertSlip(hypnos(slip.get(0) + " " + run()), slip.get(1));
        }
        for (String command : List.of("evaluate", "reconstruct", "infer", "export")) {
            assertSlip(hypnos(command + " " + folder.resolve("nowhere")), "no run is there");
        }
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
