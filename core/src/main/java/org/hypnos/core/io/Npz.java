package org.hypnos.core.io;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.hypnos.autodiff.Tensor;

/** Arrays by name in numpy's format {@code .npz}: a zip file with a file {@code NAME.npy} for each. */
public final class Npz {
    private static final String ENDING = ".npy";
    /** No entry is more than this much larger when it is unzipped. */
    private static final long MOST_INFLATION = 1032;
    /** The first moment that a zip file can name: the same arrays give the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes {@code tensors}, in their order, to {@code file}, which is whole or not there.
     *
     * @param file in a folder that exists; no ending is added to its name
     * @param tensors by name, without {@code .npy}
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
                ZipEntry entry = new ZipEntry(tensor.getKey() + ENDING);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                Npy.write(zip, tensor.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /**
     * {@return the arrays of {@code file} by name, in its order; {@link Npy} says what types they may have}
     *
     * @param file with nothing but arrays in it
     * @throws IOException if it cannot be read or is no such file; the message names it and what is wrong
     */
    public static ImmutableMap<String, Tensor> read(Path file) throws IOException {
        return open(file, zip -> {
            ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
            for (Map.Entry<String, ZipEntry> entry : arrays(file, zip).entrySet()) {
                tensors.put(entry.getKey(), read(file, zip, entry.getValue()));
            }
            return tensors.buildOrThrow();
        });
    }

    /**
     * {@return the array {@code name} of {@code file}, as {@link #read(Path)} gives it}
     *
     * @param file whose other arrays are not read
     * @param name without {@code .npy}
     * @throws IOException as for {@link #read(Path)}; or if there is no such array: the message tells which there are
     */
    public static Tensor read(Path file, String name) throws IOException {
        return open(file, zip -> {
            Map<String, ZipEntry> arrays = arrays(file, zip);
            ZipEntry entry = arrays.get(name);
            if (entry == null) {
                throw new IOException(file + ": there is no array '" + name + "'; there are " + arrays.keySet());
            }
            return read(file, zip, entry);
        });
    }

    /**
     * {@return the names of {@code file}'s arrays, in its order}
     *
     * @param file whose arrays are not read
     * @throws IOException if it cannot be read, or holds something other than arrays
     */
    public static ImmutableSet<String> names(Path file) throws IOException {
        return open(file, zip -> ImmutableSet.copyOf(arrays(file, zip).keySet()));
    }

    private interface Reading<T> {
        T from(ZipFile zip) throws IOException;
    }

    private static <T> T open(Path file, Reading<T> reading) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return reading.from(zip);
        } catch (IOException | IllegalArgumentException e) { // which some names cause
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString())
                    ? new IOException(message, e)
                    : new IOException(file + ": not a file of numpy's format .npz, or damaged: " + message, e);
        }
    }

    /** The entries by the names of their arrays, none of which is larger than an honest one. */
    private static Map<String, ZipEntry> arrays(Path file, ZipFile zip) throws IOException {
        Map<String, ZipEntry> arrays = new LinkedHashMap<>();
        long left = Files.size(file);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            String where = file + ", " + name + ": ";
            if (!name.endsWith(ENDING)) {
                throw new IOException(where + "not an array; expected NAME.npy alone");
            }
            long zipped = entry.getCompressedSize();
            if (zipped < 0 || zipped > left) {
                throw new IOException(where + "the file is damaged: its entries overlap");
            }
            left -= zipped;
            if (entry.getSize() > MOST_INFLATION * Math.max(zipped, 1)) {
                throw new IOException(
                        where + "the file is damaged: " + zipped + " bytes cannot hold " + entry.getSize());
            }
            if (arrays.put(name.substring(0, name.length() - ENDING.length()), entry) != null) {
                throw new IOException(where + "it is there twice");
            }
        }
        return arrays;
    }

    private static Tensor read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        String name = file + ", " + entry.getName();
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            Tensor tensor = Npy.read(name, in, entry.getSize());
            if (checksum.getValue() != entry.getCrc()) {
                throw new IOException(name + ": the file is damaged; copy or download it again");
            }
            return tensor;
        }
    }
}
