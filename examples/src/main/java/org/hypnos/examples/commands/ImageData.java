package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.Digits;
import org.hypnos.core.io.HelmholtzMachine;
import org.hypnos.core.io.Idx;
import org.hypnos.core.training.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * The images that a command works on: a generated set, or a folder of IDX files.
 *
 * @param name {@code bars}, {@code helmholtz}, {@code digits} or the folder
 */
record ImageData(String name) {
    private static final ImmutableSet<String> GENERATED = ImmutableSet.of("bars", "helmholtz", "digits");

    /** A part of the data. */
    enum Split {
        TRAIN(1, "train-images-idx3-ubyte"),
        VALID(2, "valid-images-idx3-ubyte"),
        TEST(3, "test-images-idx3-ubyte", "t10k-images-idx3-ubyte");

        /** From which images of the Helmholtz machine follow. */
        private final long seed;

        private final ImmutableList<String> files;

        Split(long seed, String... files) {
            this.seed = seed;
            this.files = ImmutableList.copyOf(files);
        }
    }

    /** The same data, wherever a later command is started. */
    ImageData absolute() {
        return isGenerated()
                ? this
                : new ImageData(Path.of(name).toAbsolutePath().normalize().toString());
    }

    boolean isBars() {
        return name.equals("bars");
    }

    private boolean isGenerated() {
        return GENERATED.contains(name);
    }

    /** The images of {@code split}, as {@code x} of shape [count, pixels]. */
    Dataset read(Split split) {
        return switch (name) {
            case "bars" -> Bars.fiveByFive();
            case "helmholtz" ->
                HelmholtzMachine.random(1, 16, 4, 3).sample(split.seed, split == Split.TRAIN ? 10_000 : 2_000);
            case "digits" -> Digits.of(1, Digits.Split.valueOf(split.name())).binary();
            default -> readFolder(split);
        };
    }

    private Dataset readFolder(Split split) {
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw new Slip("--data " + name + ": there is no such folder; give a folder of IDX files, or one of the"
                    + " generated sets " + GENERATED);
        }
        Path file = find(folder, split);
        if (file == null) {
            throw new Slip(
                    "--data " + name + ": no file " + String.join(" or ", split.files) + " (or the same with .gz)");
        }
        try {
            Tensor images = Idx.readImages(file);
            requireBinary(file, images);
            return Dataset.of(ImmutableMap.of("x", images));
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    /** Bernoulli pixels are 0 or 1; the likelihood of anything between would be none. */
    private static void requireBinary(Path file, Tensor images) {
        for (int i = 0; i < images.shape().size(); i++) {
            double pixel = images.get(i);
            if (pixel != 0 && pixel != 1) {
                throw new Slip(file + ": image " + i / images.shape().dim(1) + " has a grey pixel, "
                        + Math.round(255 * pixel) + " of 255; binarise the images first, each pixel 0 or 255");
            }
        }
    }

    private static @Nullable Path find(Path folder, Split split) {
        return split.files.stream()
                .flatMap(file -> Stream.of(folder.resolve(file), folder.resolve(file + ".gz")))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    static int pixels(Dataset images) {
        return images.values().get("x").shape().dim(1);
    }
}
