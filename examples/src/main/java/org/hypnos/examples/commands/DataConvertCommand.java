package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Tensor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes images in another format, or in black and white. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Writes images in another format, or in black and white.")
final class DataConvertCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "helmholtz, digits, a folder of IDX or .npy files, or an .npz file")
    private String data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "a folder for the files")
    private Path out;

    @Option(names = "--format", required = true, description = "idx, npy or npz")
    private String format;

    @Option(names = "--binarize", description = "fixed: draw each pixel once; none (default): keep greys")
    private String binarize = "none";

    @Option(names = "--seed", description = "from which the drawn pixels follow (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        ImageFormat chosen = ImageFormat.named(format);
        Binarize way = Binarize.named(binarize);
        if (way == Binarize.EPOCH) {
            throw new Slip("--binarize epoch: files do not change; give it to 'train', or take fixed");
        }
        ImageData images = new ImageData(data, way);
        if (images.isBars()) {
            throw new Slip(
                    "bars is a list of all images with their probabilities; './run data generate bars' draws them");
        }
        Map<ImageData.Split, Tensor> splits = new EnumMap<>(ImageData.Split.class);
        for (ImageData.Split split : images.splits()) {
            Tensor grids = images.images(split);
            splits.put(split, way == Binarize.NONE ? grids : drawn(split, grids));
        }
        if (splits.isEmpty()) {
            Path unused = new ImageFiles(Path.of(data)).file(ImageData.Split.TRAIN); // says what is missing
        }
        write(spec.commandLine().getOut(), chosen, out, splits);
        return 0;
    }

    private Tensor drawn(ImageData.Split split, Tensor grids) {
        Tensor x = ImageData.flat(grids)
                .binarized(seed, split.array(), "x")
                .values()
                .get("x");
        return x.unnamed().reshape(grids.shape());
    }

    /** Writes images [count, rows, columns] and tells where they are. */
    static void write(PrintWriter text, ImageFormat format, Path out, Map<ImageData.Split, Tensor> splits)
            throws IOException {
        List<Path> files = format.write(out, splits);
        splits.forEach((split, images) ->
                text.println(split.array() + ": " + images.shape().dim(0) + " images of "
                        + images.shape().dim(1) + " x " + images.shape().dim(2) + " pixels"));
        if (format == ImageFormat.IDX && splits.values().stream().anyMatch(DataConvertCommand::isRounded)) {
            text.println("IDX has 256 greys: pixels between them were rounded; npy and npz keep them");
        }
        files.forEach(file -> text.println("wrote " + file));
        text.flush();
    }

    private static boolean isRounded(Tensor images) {
        for (int i = 0; i < images.shape().size(); i++) {
            float pixel = (float) images.get(i);
            if (Math.round(255 * (double) pixel) / 255f != pixel) {
                return true;
            }
        }
        return false;
    }
}
