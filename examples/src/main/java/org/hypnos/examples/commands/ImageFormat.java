package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.Idx;
import org.hypnos.core.io.Npy;
import org.hypnos.core.io.Npz;

/** How images are written, so that {@link ImageFiles} reads them. */
enum ImageFormat {
    /** A gzipped file in MNIST's format for each split, with 256 greys. */
    IDX,
    /** {@code train.npy} and so on. */
    NPY,
    /** One file {@code images.npz} with an array for each split. */
    NPZ;

    private static final String ARCHIVE = "images.npz";

    static ImageFormat named(String name) {
        List<String> names = Stream.of(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(name)) {
            throw new Slip("--format " + name + ": there is no such format; " + NearestName.suggestion(name, names));
        }
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Writes images [count, rows, columns] of each split to {@code folder}, and returns the files. */
    List<Path> write(Path folder, Map<ImageData.Split, Tensor> images) throws IOException {
        Map<Path, Tensor> files = new LinkedHashMap<>();
        images.forEach((split, tensor) -> files.put(folder.resolve(file(split)), tensor));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Slip("--out " + folder + ": cannot write there: a folder cannot be made", e);
        }
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new Slip(
                        "--out " + folder + ": it already holds " + file.getFileName() + "; name another folder");
            }
        }
        if (this == NPZ) {
            ImmutableMap.Builder<String, Tensor> arrays = ImmutableMap.builder();
            images.forEach((split, tensor) -> arrays.put(split.array(), tensor));
            Npz.write(folder.resolve(ARCHIVE), arrays.buildOrThrow());
        } else {
            for (Map.Entry<Path, Tensor> file : files.entrySet()) {
                if (this == IDX) {
                    Idx.writeImages(file.getKey(), file.getValue());
                } else {
                    Npy.write(file.getKey(), file.getValue());
                }
            }
        }
        return List.copyOf(files.keySet());
    }

    private String file(ImageData.Split split) {
        return switch (this) {
            case IDX -> split.files().get(0) + ".gz";
            case NPY -> split.array() + ".npy";
            case NPZ -> ARCHIVE;
        };
    }
}
