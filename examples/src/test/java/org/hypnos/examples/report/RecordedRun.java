package org.hypnos.examples.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A run folder such as a training of some minutes leaves, made up from smooth curves and noise. */
public record RecordedRun(Path folder, int lines, long seed) {
    /** The folder's path, when all is written. */
    public Path write() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config().toString() + "\n");
        Files.write(folder.resolve("metrics.jsonl"), metrics());
        Files.write(folder.resolve("timings.jsonl"), timings());
        for (String picture : List.of("fantasies", "reconstructions", "filters")) {
            ImageIO.write(noise(), "png", folder.resolve(picture + ".png").toFile());
        }
        return folder;
    }

    private static JsonObject config() {
        JsonObject options = new JsonObject();
        options.addProperty("data", "digits");
        options.addProperty("layers", "200,200,10");
        options.addProperty("algorithm", "rws");
        options.addProperty("particles", "5");
        options.addProperty("insomnia", "0.0->1.0@1000");
        options.addProperty("seed", "1");
        JsonObject digests = new JsonObject();
        digests.addProperty("train-images-idx3-ubyte.gz", "0f".repeat(32));
        JsonObject made = new JsonObject();
        made.addProperty("version", "0.1.0-SNAPSHOT");
        made.addProperty("jdk", "17.0.12+7");
        made.addProperty("engine", "vector");
        made.addProperty("threads", "2");
        made.add("data_sha256", digests);
        JsonObject config = new JsonObject();
        config.addProperty("format", 1);
        config.add("options", options);
        config.add("made", made);
        return config;
    }

    private List<String> metrics() {
        Random random = new Random(seed);
        List<String> metrics = new ArrayList<>();
        for (int i = 1; i <= lines; i++) {
            double left = 430 * Math.exp(-i / 4.0) + 40.0 / Math.sqrt(i);
            JsonObject line = line(100L * i, "train");
            line.addProperty("theta_loss", 108 + left + random.nextGaussian());
            line.addProperty("phi_loss", 21 + left / 3 + 0.4 * random.nextGaussian());
            line.addProperty("ess_mean", 3.4 - 2 / Math.sqrt(i) + 0.05 * random.nextGaussian());
            line.addProperty("ess_5_percent", 1.3 - 0.2 / Math.sqrt(i) + 0.02 * random.nextGaussian());
            line.addProperty("ess_least", 1 + 0.02 * random.nextDouble());
            line.addProperty("largest_weight", 1 - 0.01 * random.nextDouble());
            line.addProperty("left_out", 0);
            line.addProperty("theta_norm", 3 + left / 20 + 0.2 * random.nextGaussian());
            line.addProperty("kl/h1", 9 - 3 / Math.sqrt(i) + 0.2 * random.nextGaussian());
            line.addProperty("kl/h2", 4 - 2 / Math.sqrt(i) + 0.1 * random.nextGaussian());
            line.addProperty("kl/h3", 0.6 + 0.05 * random.nextGaussian());
            line.addProperty("regularization/theta/l2", 0.01 * Math.sqrt(i));
            metrics.add(line.toString());
            if (i % 10 == 0) {
                metrics.add(evaluation(100L * i, "valid", "nll", "importance", 100, 109 + left, 0.9));
                metrics.add(evaluation(100L * i, "train", "nll", "importance", 100, 107.6 + left, 0.8));
                metrics.add(evaluation(100L * i, "valid", "reconstruction", "reconstruction", 0, 71 + left, 0.5));
            }
        }
        metrics.add(evaluation(100L * lines, "valid", "nll", "importance", 1000, 108.4, 0.52));
        return metrics;
    }

    private static JsonObject line(long step, String kind) {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        line.addProperty("kind", kind);
        return line;
    }

    private static String evaluation(
            long step, String split, String metric, String estimate, int samples, double value, double half) {
        JsonObject line = line(step, "evaluation");
        line.addProperty("split", split);
        line.addProperty("metric", metric);
        line.addProperty("estimate", estimate);
        line.addProperty("value", value);
        line.add("over_data", ends(value, half));
        if (samples > 0) {
            line.addProperty("samples", samples);
            line.add("monte_carlo", ends(value, half / 20));
        }
        return line.toString();
    }

    private static JsonArray ends(double value, double half) {
        JsonArray ends = new JsonArray();
        ends.add(value - half);
        ends.add(value + half);
        return ends;
    }

    private List<String> timings() {
        Random random = new Random(seed);
        List<String> timings = new ArrayList<>();
        for (int i = 1; i <= lines; i++) {
            JsonObject line = new JsonObject();
            line.addProperty("step", 100L * i);
            line.addProperty("seconds", 1.9 * i);
            line.addProperty("examples_per_second", i < 3 ? 1500 : 5200 + 100 * random.nextGaussian());
            timings.add(line.toString());
        }
        return timings;
    }

    private BufferedImage noise() {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 400 * 400; i++) {
            image.getRaster().setSample(i % 400, i / 400, 0, random.nextInt(256));
        }
        return image;
    }
}
