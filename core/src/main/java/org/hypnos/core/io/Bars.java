package org.hypnos.core.io;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.TreeMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;

/**
 * All images of the bars problem: each row and each column of a square is on by itself with some probability, and a pixel
 * is on where its row or its column is. The images are few enough to be listed with their probabilities.
 */
public final class Bars {
    private static final int FIVE = 5;
    private static final double ON = 0.1;

    private Bars() {}

    /**
     * {@return the 962 images of 5 x 5 pixels with bars of probability 0.1, as {@code x} of shape [962, 25], with their
     * probabilities}
     */
    public static Dataset fiveByFive() {
        return of(FIVE, ON);
    }

    /**
     * {@return {@code count} independent images of {@link #fiveByFive}, as {@code x} of shape [count, 25]}
     *
     * @param seed of the draws; with the same seed, fewer images are the first of more
     * @param count at least 1
     */
    public static Dataset sample(long seed, int count) {
        RandomStream random = RandomStream.of(seed, 0, "bars").rows(0, 1, 0, count);
        float[] pixels = new float[count * FIVE * FIVE];
        for (int i = 0; i < count; i++) {
            RandomStream own = random.row(i);
            int bars = 0;
            for (int bar = 0; bar < 2 * FIVE; bar++) {
                bars |= (own.nextDouble() < ON ? 1 : 0) << bar;
            }
            int image = image(bars, FIVE);
            for (int pixel = 0; pixel < FIVE * FIVE; pixel++) {
                pixels[i * FIVE * FIVE + pixel] = image >> pixel & 1;
            }
        }
        return Dataset.of(ImmutableMap.of("x", Tensor.of(Shape.of(count, FIVE * FIVE), pixels)));
    }

    /** All images of {@code side} x {@code side} pixels, with their probabilities. */
    static Dataset of(int side, double probability) {
        Map<Integer, Double> byImage = new TreeMap<>();
        for (int bars = 0; bars < 1 << (2 * side); bars++) {
            int on = Integer.bitCount(bars);
            double own = StrictMath.pow(probability, on) * StrictMath.pow(1 - probability, 2 * side - on);
            byImage.merge(image(bars, side), own, Double::sum);
        }
        double[] pixels = new double[byImage.size() * side * side];
        double[] probabilities = new double[byImage.size()];
        int row = 0;
        for (Map.Entry<Integer, Double> entry : byImage.entrySet()) {
            for (int pixel = 0; pixel < side * side; pixel++) {
                pixels[row * side * side + pixel] = entry.getKey() >> pixel & 1;
            }
            probabilities[row++] = entry.getValue();
        }
        Tensor x = Tensor.of(DType.FLOAT32, Shape.of(row, side * side), pixels);
        return Dataset.weighted(ImmutableMap.of("x", x), Tensor.of(DType.FLOAT64, Shape.of(row), probabilities));
    }

    /** Bit {@code r * side + c} is pixel (r, c); bits 0, ..., side - 1 of {@code bars} are rows, those behind columns. */
    private static int image(int bars, int side) {
        int image = 0;
        for (int r = 0; r < side; r++) {
            for (int c = 0; c < side; c++) {
                boolean on = (bars >> r & 1) != 0 || (bars >> (side + c) & 1) != 0;
                image |= (on ? 1 : 0) << (r * side + c);
            }
        }
        return image;
    }

    /**
     * {@return the entropy in nats, which is the least NLL that any model can have}
     *
     * @param bars images with probabilities, none of which is 0
     */
    public static double entropy(Dataset bars) {
        double entropy = 0;
        for (double probability : bars.probabilities().toDoubles()) {
            entropy -= probability * StrictMath.log(probability);
        }
        return entropy;
    }
}
