package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * Images in MNIST's IDX format: the big-endian numbers 0x00000803, count, rows and columns, then a byte for each pixel;
 * plain or gzipped.
 */
public final class Idx {
    private static final int IMAGES_MAGIC = 0x00000803;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int MOST_PIXELS = Integer.MAX_VALUE - 8;
    /** No gzipped file is more than this much larger when it is unzipped. */
    private static final long MOST_INFLATION = 1032;

    private Idx() {}

    /**
     * Writes {@code images} to {@code file}, which is whole or not there; gzipped if its name ends in {@code .gz}.
     *
     * @param file in a folder that exists
     * @param images of shape [count, rows, columns] and greys from 0 to 1, each rounded to the nearest of 256
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the images have another shape or a number that is no grey
     */
    public static void writeImages(Path file, Tensor images) throws IOException {
        Shape shape = images.shape();
        checkArgument(shape.rank() == 3, "images have the shape [count, rows, columns], found %s", shape);
        AtomicFile.write(file, out -> {
            if (file.toString().endsWith(".gz")) {
                GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
                write(zipped, images);
                zipped.finish();
            } else {
                write(out, images);
            }
        });
    }

    private static void write(OutputStream out, Tensor images) throws IOException {
        byte[] header = new byte[4 * Integer.BYTES];
        ByteBuffer.wrap(header)
                .putInt(IMAGES_MAGIC)
                .putInt(images.shape().dim(0))
                .putInt(images.shape().dim(1))
                .putInt(images.shape().dim(2));
        out.write(header);
        byte[] image = new byte[images.shape().stride(0)];
        for (int i = 0; i < images.shape().size(); i++) {
            double grey = images.get(i);
            if (!(grey >= 0 && grey <= 1)) {
                throw new IllegalArgumentException(
                        "image " + i / image.length + " has a pixel " + grey + ", not in 0 to 1");
            }
            image[i % image.length] = (byte) Math.round(255 * grey);
            if (i % image.length == image.length - 1) {
                out.write(image);
            }
        }
    }

    /**
     * {@return the file {@code name} of {@code folder}, or else the same gzipped, {@code name.gz}; empty without either}
     *
     * @param folder where the files of a data set are
     * @param name such as {@code train-images-idx3-ubyte}
     */
    public static Optional<Path> find(Path folder, String name) {
        return Stream.of(name, name + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * {@return the images of {@code file} as FLOAT32 of shape [count, rows, columns], each pixel divided by 255}
     *
     * @param file plain or gzipped, whatever its name is
     * @throws IOException if the file is missing, is no image file or is cut short; the message names it
     */
    public static Tensor readImages(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(new BufferedInputStream(unzipped(raw), 1 << 16))) {
            return read(file, in);
        } catch (EOFException e) {
            throw new IOException(file + ": the file is cut short; copy or download it again", e);
        } catch (ZipException e) {
            throw new IOException(file + ": the file is damaged; copy or download it again", e);
        }
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        raw.mark(2);
        int first = raw.read();
        int second = raw.read();
        raw.reset();
        return (first << 8 | second) == GZIP_MAGIC ? new GZIPInputStream(raw) : raw;
    }

    private static Tensor read(Path file, DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic != IMAGES_MAGIC) {
            throw new IOException(String.format(
                    "%s: not an IDX image file: it begins with 0x%08X, expected 0x%08X", file, magic, IMAGES_MAGIC));
        }
        int count = in.readInt();
        int rows = in.readInt();
        int columns = in.readInt();
        long pixels = (long) rows * columns;
        if (count <= 0 || rows <= 0 || columns <= 0 || pixels > MOST_PIXELS / count) {
            throw new IOException(
                    file + ": its header says " + count + " images of " + rows + " x " + columns + " pixels");
        }
        if (pixels * count > MOST_INFLATION * Files.size(file)) { // before memory is claimed for them
            throw new EOFException();
        }
        byte[] image = new byte[(int) pixels];
        float[] values = new float[(int) pixels * count];
        for (int i = 0; i < count; i++) {
            in.readFully(image);
            for (int j = 0; j < image.length; j++) {
                values[i * image.length + j] = (image[j] & 0xFF) / 255f;
            }
        }
        if (in.read() >= 0) {
            throw new IOException(file + ": there is more behind the " + count + " images that its header promises");
        }
        return Tensor.of(Shape.of(count, rows, columns), values);
    }
}
