package org.hypnos.examples.commands;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.AtomicFile;

/** Small grey pictures in rows and columns, with lines between them. */
final class ImageGrid {
    private static final int LEAST_SIDE = 56;
    private static final int LINE_GREY = 0x60;

    private ImageGrid() {}

    /** Writes images [count, pixels] or [count, rows, columns], 0 black and 1 white, to a PNG. */
    static void write(Path file, Tensor images) throws IOException {
        write(file, images, (int) Math.ceil(Math.sqrt(images.shape().dim(0))));
    }

    /** Writes each of {@code left} [count, pixels] with its partner of {@code right} beside it. */
    static void writePairs(Path file, Tensor left, Tensor right) throws IOException {
        int count = left.shape().dim(0);
        int pixels = left.shape().dim(1);
        Tensor[] columns = {left.unnamed().to(DType.FLOAT64), right.unnamed().to(DType.FLOAT64)};
        Tensor pairs = Tensor.stack(1, columns).reshape(Shape.of(2 * count, pixels));
        write(file, pairs, 2 * (int) Math.ceil(Math.sqrt(count / 2.0)));
    }

    private static void write(Path file, Tensor images, int columns) throws IOException {
        int count = images.shape().dim(0);
        int pixels = images.shape().stride(0);
        int width = images.shape().rank() == 3 ? images.shape().dim(2) : widthOf(pixels);
        int height = pixels / width;
        int scale = Math.max(1, LEAST_SIDE / Math.max(width, height));
        int rows = (count + columns - 1) / columns;
        int stepX = width * scale + 1;
        int stepY = height * scale + 1;
        BufferedImage picture = new BufferedImage(columns * stepX + 1, rows * stepY + 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int image = y / stepY * columns + x / stepX;
                boolean line = x % stepX == 0 || y % stepY == 0 || image >= count;
                int pixel = (y % stepY - 1) / scale * width + (x % stepX - 1) / scale;
                int grey = line ? LINE_GREY : (int) Math.round(255 * images.get(image * pixels + pixel));
                picture.getRaster().setSample(x, y, 0, grey);
            }
        }
        AtomicFile.write(file, out -> ImageIO.write(picture, "png", out));
    }

    /** The largest divisor up to the square root gives the height. */
    static int widthOf(int pixels) {
        int height = (int) Math.sqrt(pixels);
        while (pixels % height != 0) {
            height--;
        }
        return pixels / height;
    }
}
