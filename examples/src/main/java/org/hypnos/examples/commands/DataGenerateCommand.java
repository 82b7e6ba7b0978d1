package org.hypnos.examples.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.Bars;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes generated images to files. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Writes generated images to files: those that --data has, and draws of bars.")
final class DataGenerateCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "bars, helmholtz or digits")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "a folder for the files")
    private Path out;

    @Option(names = "--format", description = "idx, npy or npz (default: ${DEFAULT-VALUE})")
    private String format = "idx";

    @Option(names = "--grey", description = "digits: with their greys, not in black and white")
    private boolean grey;

    @Override
    public Integer call() throws IOException {
        if (!ImageData.GENERATED.contains(name)) {
            throw new Slip("there are no generated images '" + name + "'; "
                    + NearestName.suggestion(name, ImageData.GENERATED));
        }
        ImageFormat chosen = ImageFormat.named(format);
        ImageData images = new ImageData(name, grey ? Binarize.FIXED : Binarize.NONE);
        Map<ImageData.Split, Tensor> splits = new EnumMap<>(ImageData.Split.class);
        for (ImageData.Split split : ImageData.Split.values()) {
            splits.put(split, images.isBars() ? bars(split) : images.images(split));
        }
        DataConvertCommand.write(spec.commandLine().getOut(), chosen, out, splits);
        return 0;
    }

    private static Tensor bars(ImageData.Split split) {
        int count = split == ImageData.Split.TRAIN ? 10_000 : 2_000;
        Tensor x = Bars.sample(split.seed(), count).values().get("x");
        return x.reshape(Shape.of(count, 5, 5));
    }
}
