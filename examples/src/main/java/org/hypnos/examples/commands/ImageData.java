package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Stream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.Digits;
import org.hypnos.core.io.HelmholtzMachine;
import org.hypnos.core.training.Dataset;

/**
 * The images that a command works on: a generated set, or files.
 *
 * <p>Evaluation reads {@link #read}, a training {@link #training}; {@link #grey} is what there is before binarisation.
 *
 * @param name {@code bars}, {@code helmholtz}, {@code digits}, a folder or an {@code .npz} file
 * @param binarize what becomes of grey images
 */
record ImageData(String name, Binarize binarize) {
    static final ImmutableSet<String> GENERATED = ImmutableSet.of("bars", "helmholtz", "digits");
    /** What is drawn once is part of the data, whatever a training's seed. */
    private static final long ONCE = 1;

    ImageData(String name) {
        this(name, Binarize.NONE);
    }

    /** A part of the data. */
    enum Split {
        TRAIN(1, "train-images-idx3-ubyte"),
        VALID(2, "valid-images-idx3-ubyte"),
        TEST(3, "test-images-idx3-ubyte", "t10k-images-idx3-ubyte");

        /** From which generated images follow. */
        private final long seed;

        private final ImmutableList<String> files;

        Split(long seed, String... files) {
            this.seed = seed;
            this.files = ImmutableList.copyOf(files);
        }

        long seed() {
            return seed;
        }

        /** The names that an IDX file may have. */
        ImmutableList<String> files() {
            return files;
        }

        /** The name of an array with these images. */
        String array() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same data, wherever a later command is started. */
    ImageData absolute() {
        return isGenerated()
                ? this
                : new ImageData(Path.of(name).toAbsolutePath().normalize().toString(), binarize);
    }

    boolean isBars() {
        return name.equals("bars");
    }

    private boolean isGenerated() {
        return GENERATED.contains(name);
    }

    /** The splits that are there; the list of all bars is one. */
    ImmutableList<Split> splits() {
        return Stream.of(Split.values())
                .filter(split ->
                        isGenerated() ? !isBars() || split == Split.TRAIN : new ImageFiles(Path.of(name)).has(split))
                .collect(ImmutableList.toImmutableList());
    }

    /** The images of {@code split} for evaluation, as {@code x} of shape [count, pixels], each 0 or 1. */
    Dataset read(Split split) {
        Dataset grey = grey(split);
        return isBinary(split, grey) ? grey : grey.binarized(ONCE, split.array(), "x");
    }

    /** The images to learn from, which may be drawn anew in each epoch, by {@code seed}. */
    Dataset training(long seed) {
        Dataset grey = grey(Split.TRAIN);
        if (isBinary(Split.TRAIN, grey)) {
            return grey;
        }
        return binarize == Binarize.EPOCH
                ? grey.binarizedEachEpoch(seed, Split.TRAIN.array(), "x")
                : grey.binarized(ONCE, Split.TRAIN.array(), "x");
    }

    /** The images of {@code split}, as {@code x} of shape [count, pixels], each from 0 to 1. */
    Dataset grey(Split split) {
        return isBars() ? Bars.fiveByFive() : flat(images(split));
    }

    /** Images [count, rows, columns] as {@code x} of shape [count, pixels]. */
    static Dataset flat(Tensor images) {
        Shape shape = Shape.of(images.shape().dim(0), images.shape().stride(0));
        return Dataset.of(ImmutableMap.of("x", images.reshape(shape)));
    }

    /** The images of {@code split} as [count, rows, columns], each from 0 to 1; where files have rows of pixels, a guess. */
    Tensor images(Split split) {
        Tensor images = switch (name) {
            case "bars" -> Bars.fiveByFive().values().get("x").unnamed();
            case "helmholtz" -> helmholtz(split).values().get("x").unnamed();
            case "digits" -> digits(Digits.of(1, Digits.Split.valueOf(split.name())));
            default -> new ImageFiles(Path.of(name)).read(split);
        };
        int pixels = images.shape().stride(0);
        int columns = ImageGrid.widthOf(pixels);
        return images.shape().rank() == 3
                ? images
                : images.reshape(Shape.of(images.shape().dim(0), pixels / columns, columns));
    }

    private static Dataset helmholtz(Split split) {
        return HelmholtzMachine.random(1, 16, 4, 3).sample(split.seed, split == Split.TRAIN ? 10_000 : 2_000);
    }

    private Tensor digits(Digits digits) {
        return binarize == Binarize.NONE ? digits.binary().values().get("x").unnamed() : digits.images();
    }

    /** Bernoulli pixels are 0 or 1; the likelihood of anything between would be none. */
    private boolean isBinary(Split split, Dataset images) {
        Tensor x = images.values().get("x");
        for (int i = 0; i < x.shape().size(); i++) {
            double pixel = x.get(i);
            if (pixel != 0 && pixel != 1) {
                if (binarize == Binarize.NONE) {
                    throw new Slip(String.format(
                            Locale.ROOT,
                            "%s: image %d has a grey pixel, %.0f of 255; give --binarize fixed (each pixel is drawn once)"
                                    + " or --binarize epoch (anew in each epoch)",
                            new ImageFiles(Path.of(name)).file(split),
                            i / x.shape().dim(1),
                            255 * pixel));
                }
                return false;
            }
        }
        return true;
    }

    /** The SHA-256 of each file by its name, or of a generated set's images by the set's. */
    LinkedHashMap<String, String> digests() {
        LinkedHashMap<String, String> digests = new LinkedHashMap<>();
        if (isGenerated()) {
            Hasher hasher = Hashing.sha256().newHasher();
            for (Split split : splits()) {
                addTo(hasher, grey(split));
            }
            digests.put(name, hasher.hash().toString());
            return digests;
        }
        for (Path file : new ImageFiles(Path.of(name)).files()) {
            try {
                digests.put(
                        file.getFileName().toString(),
                        com.google.common.io.Files.asByteSource(file.toFile())
                                .hash(Hashing.sha256())
                                .toString());
            } catch (IOException e) {
                throw new Slip(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return digests;
    }

    /** The number of images, and each pixel as a 32-bit number, little-endian. */
    private static void addTo(Hasher hasher, Dataset images) {
        Tensor x = images.values().get("x");
        hasher.putInt(images.size());
        for (int i = 0; i < x.shape().size(); i++) {
            hasher.putFloat((float) x.get(i));
        }
    }

    static int pixels(Dataset images) {
        return images.values().get("x").shape().dim(1);
    }
}
