package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what images there are. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells what images there are: how many, how grey, and how well independent pixels explain them.")
final class DataInspectCommand implements Callable<Integer> {
    private static final int MOST_IN_PICTURE = 400;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = "bars, helmholtz, digits, a folder of IDX or .npy files, or an .npz file")
    private String data;

    @Option(names = "--picture", paramLabel = "PNG", description = "write the first images of the first split")
    private @Nullable Path picture;

    @Option(names = "--count", description = "how many are in the picture (default: ${DEFAULT-VALUE})")
    private int count = 100;

    @Option(names = "--json", description = "end with one line of JSON on standard output")
    private boolean json;

    /** What is known of a split. */
    private record Facts(
            String split, int images, int rows, int columns, double least, double most, double mean, boolean binary) {
        static Facts of(ImageData.Split split, Tensor grids, Dataset images) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double mean = 0;
            boolean binary = true;
            int pixels = ImageData.pixels(images);
            Tensor x = images.values().get("x");
            for (int i = 0; i < x.shape().size(); i++) {
                double pixel = x.get(i);
                least = Math.min(least, pixel);
                most = Math.max(most, pixel);
                mean += images.share(i / pixels) / pixels * pixel;
                binary &= pixel == 0 || pixel == 1;
            }
            return new Facts(
                    split.array(),
                    images.size(),
                    grids.shape().dim(1),
                    grids.shape().dim(2),
                    least,
                    most,
                    mean,
                    binary);
        }
    }

    @Override
    public Integer call() throws IOException {
        ImageData images = new ImageData(data);
        List<ImageData.Split> splits = images.splits();
        if (splits.isEmpty()) {
            Path unused = new ImageFiles(Path.of(data)).file(ImageData.Split.TRAIN); // says what is missing
        }
        Map<Facts, Double> found = new LinkedHashMap<>();
        IndependentPixels baseline = null;
        for (ImageData.Split split : splits) {
            Tensor grids = images.images(split);
            Dataset flat = images.isBars() ? images.grey(split) : ImageData.flat(grids);
            Facts facts = Facts.of(split, grids, flat);
            if (split == ImageData.Split.TRAIN) {
                baseline = IndependentPixels.fittedTo(flat);
            }
            boolean fits = baseline != null && baseline.probabilities().length == ImageData.pixels(flat);
            found.put(facts, fits ? baseline.nll(flat) : Double.NaN);
            if (picture != null && split == splits.get(0)) {
                draw(picture, grids);
            }
        }
        tell(found, images.digests());
        return 0;
    }

    private void draw(Path file, Tensor grids) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new Slip("--picture " + file + ": the picture's name must end in .png");
        }
        if (!Files.isDirectory(parent) || !Files.isWritable(parent) || Files.isDirectory(file)) {
            throw new Slip("--picture " + file + ": cannot write a picture there");
        }
        if (count < 1 || count > MOST_IN_PICTURE) {
            throw new Slip("--count must be between 1 and " + MOST_IN_PICTURE + ", found " + count);
        }
        ImageGrid.write(file, grids.slice(0, 0, Math.min(count, grids.shape().dim(0))));
    }

    private void tell(Map<Facts, Double> found, Map<String, String> digests) {
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println("split    images     pixels        values   mean pixel     baseline");
        found.forEach((facts, nll) -> out.println(String.format(
                Locale.ROOT,
                "%-6s %8d %10s %13s   %10.6f %12s",
                facts.split,
                facts.images,
                facts.rows + " x " + facts.columns,
                facts.binary ? "binary" : String.format(Locale.ROOT, "%.4f-%.4f", facts.least, facts.most),
                facts.mean,
                nll.isNaN() ? "-" : String.format(Locale.ROOT, "%.4f", nll))));
        out.println("The baseline is the NLL in nats of independent pixels that are on as often as in 'train'.");
        digests.forEach((name, sha256) -> out.println("sha256 " + sha256 + "  " + name));
        out.flush();
        if (json) {
            figures(found, digests).printTo(spec.commandLine().getOut());
        }
    }

    private JsonLine figures(Map<Facts, Double> found, Map<String, String> digests) {
        JsonObject splits = new JsonObject();
        found.forEach((facts, nll) -> {
            JsonObject own = new JsonObject();
            own.addProperty("images", facts.images);
            JsonArray shape = new JsonArray();
            shape.add(facts.rows);
            shape.add(facts.columns);
            own.add("pixels", shape);
            own.addProperty("least", facts.least);
            own.addProperty("most", facts.most);
            own.addProperty("mean_pixel", facts.mean);
            own.addProperty("binary", facts.binary);
            own.addProperty("baseline_nll", nll.isNaN() ? null : nll);
            splits.add(facts.split, own);
        });
        JsonObject files = new JsonObject();
        digests.forEach(files::addProperty);
        JsonObject all = new JsonObject();
        all.add("splits", splits);
        all.add("sha256", files);
        return new JsonLine().add("data", data).addAll(all);
    }
}
