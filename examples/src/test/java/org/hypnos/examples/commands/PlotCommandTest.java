package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.hypnos.examples.report.RecordedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    private Path folder;

    private String run(String name) throws IOException {
        return new RecordedRun(folder.resolve(name), 40, 1).write().toString();
    }

    private Terminal plot(String... arguments) {
        List<String> all = new ArrayList<>(List.of("plot"));
        all.addAll(List.of(arguments));
        return Terminal.hypnos(all.toArray(String[]::new));
    }

    @Test
    void curvesOfTwoRuns() throws IOException {
        Path picture = folder.resolve("both.png");
        assertThat(plot(run("one"), run("two"), "--out", picture.toString()).code())
                .isZero();
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isEqualTo(1000);
        assertThat(image.getHeight()).isGreaterThan(3 * 560);
        assertThat(countOf(0x2f5fb3, image)).isGreaterThan(100);
        assertThat(countOf(0xc4591a, image)).isGreaterThan(100);
    }

    private static int countOf(int colour, BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void withoutANameThePictureStandsInTheRunsFolder() throws IOException {
        assertThat(plot(run("one"), "--metric", "ess_mean", "--json")
                        .json()
                        .get("out")
                        .getAsString())
                .isEqualTo(folder.resolve("one").resolve("curves.png").toString());
    }

    @Test
    void nllAgainstDraws() {
        String run = folder.resolve("run").toString();
        Terminal.hypnos("train", "--steps", "5", "--layers", "3", "--quiet", "--out", run);
        Terminal plotted = plot("--nll-samples", run, "--max-samples", "20", "--json", "--quiet");
        JsonArray estimates = plotted.json().getAsJsonArray("nll_by_samples");
        assertThat(estimates).hasSize(5);
        assertThat(estimates.get(4).getAsJsonObject().get("nll_samples").getAsInt())
                .isEqualTo(20);
        assertThat(plotted.err()).contains("Monte Carlo", "nll-samples.png");
    }

    @Test
    void slipsAreAnsweredByWhatMayHaveBeenMeant() throws IOException {
        String run = run("digits-rws-1");
        assertSlip(plot(folder.resolve("digits-rws-7").toString()), "did you mean 'digits-rws-1'?");
        assertSlip(plot(run, "--metric", "ess_maen"), "did you mean 'ess_mean'?");
        assertSlip(plot(run, "--split", "vald"), "did you mean 'valid'?");
        assertSlip(plot(run, "--nll-samples", "--split", "tset"), "did you mean 'test'?");
        assertSlip(plot(run, "--split", "valid", "--metric", "theta_loss"), "'theta_loss' is of training");
        assertSlip(plot(run, "--out", "plot.jpg"), "must end in .png");
        assertSlip(plot(run, "--max-samples", "10"), "goes with --nll-samples");
        assertSlip(plot(run, "--nll-samples", "--max-samples", "1"), "between 2 and 100000");
        assertSlip(plot(run, "--nll-samples", "--metric", "elbo"), "contradicts");
        assertSlip(
                plot(new RecordedRun(folder.resolve("new"), 0, 1).write().toString(), "--split", "test"),
                "no run has it");
    }

    private static void assertSlip(Terminal terminal, String message) {
        assertThat(terminal.err()).startsWith("hypnos: ").contains(message);
        assertThat(terminal.errLines()).hasSize(1);
        assertThat(terminal.code()).isEqualTo(2);
    }
}
