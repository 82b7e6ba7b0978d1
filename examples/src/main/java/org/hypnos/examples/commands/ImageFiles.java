package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Idx;
import org.hypnos.core.io.Npy;
import org.hypnos.core.io.Npz;

/**
 * Images in files: a folder with an IDX file or {@code train.npy} for each split, or one {@code .npz} file with an array
 * for each, in a folder or by itself.
 */
record ImageFiles(Path path) {
    private static final float WHITE = 255;

    /** Where the images of {@code split} are; empty if nowhere. */
    private ImmutableList<Path> find(ImageData.Split split) {
        if (Files.isRegularFile(path)) {
            return isArchive(path) && holds(path, split) ? ImmutableList.of(path) : ImmutableList.of();
        }
        Stream<Path> idx = split.files().stream()
                .flatMap(file -> Idx.find(path, file).stream())
                .limit(1);
        Stream<Path> npy = Stream.of(path.resolve(split.array() + ".npy")).filter(Files::isRegularFile);
        Stream<Path> npz = archives().stream().filter(archive -> holds(archive, split));
        return Stream.of(idx, npy, npz).flatMap(found -> found).collect(ImmutableList.toImmutableList());
    }

    private static boolean isArchive(Path file) {
        return file.toString().endsWith(".npz");
    }

    private List<Path> archives() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(ImageFiles::isArchive).sorted().toList();
        } catch (IOException e) {
            throw new Slip(path + ": the folder cannot be read", e);
        }
    }

    private static boolean holds(Path archive, ImageData.Split split) {
        try {
            return Npz.names(archive).contains(split.array());
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    private void requirePath() {
        if (Files.isRegularFile(path) && !isArchive(path)) {
            throw new Slip(path + ": a single file must be an .npz file; of IDX and .npy files, name the folder");
        }
        if (!Files.exists(path)) {
            throw new Slip(path + ": there is no such folder or .npz file; give a folder of IDX or .npy files,"
                    + " an .npz file, or one of the generated sets " + ImageData.GENERATED);
        }
    }

    boolean has(ImageData.Split split) {
        requirePath();
        return !find(split).isEmpty();
    }

    /** All files, each once. */
    Set<Path> files() {
        requirePath();
        Set<Path> files = new LinkedHashSet<>();
        for (ImageData.Split split : ImageData.Split.values()) {
            files.addAll(find(split));
        }
        return files;
    }

    /** The one file with the images of {@code split}. */
    Path file(ImageData.Split split) {
        requirePath();
        ImmutableList<Path> found = find(split);
        if (found.size() > 1) {
            throw new Slip(path + ": '" + split.array() + "' is there twice, in "
                    + found.get(0).getFileName() + " and " + found.get(1).getFileName() + "; take one away");
        }
        if (found.isEmpty() && Files.isRegularFile(path)) {
            throw new Slip(path + ": there is no array '" + split.array() + "'");
        }
        if (found.isEmpty()) {
            throw new Slip(path + ": no file " + String.join(" or ", split.files())
                    + " (or the same with .gz), nor " + split.array() + ".npy, nor an .npz file with an array '"
                    + split.array() + "'");
        }
        return found.get(0);
    }

    /** The images of {@code split}, FLOAT32 from 0 to 1, of shape [count, pixels] or [count, rows, columns]. */
    Tensor read(ImageData.Split split) {
        Path file = file(split);
        try {
            if (isArchive(file)) {
                return greys(file + ", " + split.array(), Npz.read(file, split.array()));
            }
            return file.toString().endsWith(".npy") ? greys(file.toString(), Npy.read(file)) : Idx.readImages(file);
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    /** Numbers from 0 to 1 are greys as they are; whole ones that go further are bytes. */
    private static Tensor greys(String where, Tensor array) {
        Shape shape = array.shape();
        if (shape.rank() != 2 && shape.rank() != 3) {
            throw new Slip(where + ": its shape is " + shape + ", expected [count, pixels] or [count, rows, columns]");
        }
        boolean bytes = false;
        int broken = -1;
        for (int i = 0; i < shape.size(); i++) {
            double pixel = array.get(i);
            if (!(pixel >= 0 && pixel <= WHITE)) {
                throw outside(where, array, i);
            }
            bytes |= pixel > 1;
            broken = broken < 0 && pixel != Math.rint(pixel) ? i : broken;
        }
        if (bytes && broken >= 0) {
            throw outside(where, array, broken);
        }
        Tensor floats = array.to(DType.FLOAT32);
        return bytes ? floats.div(WHITE) : floats;
    }

    private static Slip outside(String where, Tensor array, int at) {
        return new Slip(where + ": image " + at / array.shape().stride(0) + " has a pixel " + array.get(at)
                + "; expected greys from 0 to 1, or whole numbers from 0 to 255");
    }
}
