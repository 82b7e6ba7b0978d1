package org.hypnos.examples.commands;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run and the images that a command about a trained network works on. */
final class RunData {
    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--data", paramLabel = "DIR", description = "other data than the run's")
    private @Nullable String data;

    @Option(names = "--split", description = "train, valid (default) or test")
    private String split = "valid";

    /** What was read. */
    record Opened(RunFolder folder, RunFolder.Config config, Pair pair, ImageData images, Dataset dataset) {
        /** This with {@code count} of the images, evenly from the first on, or with all if there are no more. */
        Opened some(int count) {
            int size = dataset.size();
            int kept = Math.min(count, size);
            int[] rows = IntStream.range(0, kept)
                    .map(i -> (int) ((long) i * size / kept))
                    .toArray();
            Dataset fewer = Dataset.of(dataset.rows(Workspace.HEAP, rows, 0, kept));
            return new Opened(folder, config, pair, images, fewer);
        }

        /** Refuses guides without means, with what may be done {@code instead}. */
        void requireGuideMeans(String instead) {
            if (!config.plan().guideHasMeans()) {
                throw new Slip("the guide's layers are " + config.plan().guide()
                        + ", whose units have no mean in closed form; " + instead);
            }
        }

        /** h1, ..., hL */
        List<String> causes() {
            return IntStream.rangeClosed(1, config.plan().layers().size())
                    .mapToObj(layer -> "h" + layer)
                    .toList();
        }
    }

    String split() {
        return split;
    }

    /** The run is that of the argument, or else {@code other}. */
    Opened open(@Nullable Path other) {
        ImageData.Split chosen = chosenSplit();
        RunFolder folder = RunFolder.open(run != null ? run : other);
        RunFolder.Config config = folder.readConfig();
        Pair pair = folder.readPrograms(config);
        ImageData images = new ImageData(data != null ? data : config.data(), config.binarize());
        Dataset dataset = images.read(chosen);
        int visible = ImageData.pixels(dataset);
        if (visible != config.visible()) {
            throw new Slip("the images have " + visible + " pixels, the model was trained on " + config.visible()
                    + "; give it images like those of --data " + config.data());
        }
        return new Opened(folder, config, pair, images, dataset);
    }

    boolean namesRun() {
        return run != null;
    }

    private ImageData.Split chosenSplit() {
        List<String> names = Arrays.stream(ImageData.Split.values())
                .map(own -> own.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(split)) {
            throw new Slip("--split " + split + ": " + NearestName.suggestion(split, names));
        }
        return ImageData.Split.valueOf(split.toUpperCase(Locale.ROOT));
    }
}
