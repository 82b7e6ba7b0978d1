package org.hypnos.examples.commands;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.AtomicFile;

/** Small grey pictures in rows and columns, with lines between them. */
final class ImageGrid {
    private static final int LEAST_SIDE = 56;
    private static final int LINE_GREY = 0x60;
    private static final int GAP = 8;

    private final int width;
    private final int height;
    private final int scale;
    private final int rowsTogether;
    private final BufferedImage picture;

    /** For {@code rows} of {@code columns} images of {@code pixels}; between each {@code rowsTogether} rows there is a gap. */
    private ImageGrid(int pixels, int rows, int columns, int rowsTogether) {
        this.width = widthOf(pixels);
        this.height = pixels / width;
        this.scale = Math.max(1, LEAST_SIDE / Math.max(width, height));
        this.rowsTogether = rowsTogether;
        this.picture = new BufferedImage(
                columns * (width * scale + 1) + 1, top(rows - 1) + height * scale + 1, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = picture.getRaster();
        int[] lines = new int[picture.getWidth() * picture.getHeight()];
        Arrays.fill(lines, LINE_GREY);
        raster.setSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, lines);
    }

    /** Images [count, pixels], 0 black and 1 white, in a square. */
    static BufferedImage of(Tensor images) {
        int count = images.shape().dim(0);
        int columns = (int) Math.ceil(Math.sqrt(count));
        int rows = (count + columns - 1) / columns;
        ImageGrid grid = new ImageGrid(images.shape().dim(1), rows, columns, rows);
        for (int i = 0; i < count; i++) {
            grid.draw(images, i, i / columns, i % columns);
        }
        return grid.picture;
    }

    /** The same for two sets of images, each of {@code below} under its fellow of {@code above}. */
    static BufferedImage pairs(Tensor above, Tensor below) {
        int count = above.shape().dim(0);
        int columns = (int) Math.ceil(Math.sqrt(2.0 * count));
        int rows = 2 * ((count + columns - 1) / columns);
        ImageGrid grid = new ImageGrid(above.shape().dim(1), rows, columns, 2);
        for (int i = 0; i < count; i++) {
            grid.draw(above, i, 2 * (i / columns), i % columns);
            grid.draw(below, i, 2 * (i / columns) + 1, i % columns);
        }
        return grid.picture;
    }

    /** {@code picture} as a file. */
    static void write(Path file, BufferedImage picture) throws IOException {
        byte[] bytes = png(picture);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private int top(int row) {
        return 1 + row * (height * scale + 1) + row / rowsTogether * GAP;
    }

    private void draw(Tensor images, int index, int row, int column) {
        int left = 1 + column * (width * scale + 1);
        for (int y = 0; y < height * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                int pixel = y / scale * width + x / scale;
                double grey = Math.max(0, Math.min(1, images.get(index * width * height + pixel)));
                picture.getRaster().setSample(left + x, top(row) + y, 0, (int) Math.round(255 * grey));
            }
        }
    }

    /** The largest divisor up to the square root gives the height. */
    private static int widthOf(int pixels) {
        int height = (int) Math.sqrt(pixels);
        while (pixels % height != 0) {
            height--;
        }
        return pixels / height;
    }
}
