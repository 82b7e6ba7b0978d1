package org.hypnos.core.io;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.Glyph.Point;
import org.hypnos.core.training.Dataset;

/**
 * Images of digits, 28 x 28 grey pixels each, drawn as by many hands. They are made when asked for, the same bits everywhere.
 *
 * @param images FLOAT32 of shape [count, 784], 0 for paper and 1 for ink
 * @param labels FLOAT32 of shape [count], the digits 0 to 9, each as probable as the others
 */
public record Digits(Tensor images, Tensor labels) {
    /** A part of the digits; together they are 20,000. */
    public enum Split {
        /** 16,000 digits to learn from. */
        TRAIN(16_000),
        /** 2,000 digits to choose a model by. */
        VALID(2_000),
        /** 2,000 digits to test the chosen model by. */
        TEST(2_000);

        private final int count;

        Split(int count) {
            this.count = count;
        }
    }

    /**
     * {@return all digits of one part}
     *
     * @param seed of digits and hands
     * @param split the part, whose draws are its own
     */
    public static Digits of(long seed, Split split) {
        RandomStream random = RandomStream.of(seed, 0, "digits", split.name().toLowerCase(Locale.ROOT))
                .rows(0, 1, 0, split.count);
        int pixels = Pen.SIDE * Pen.SIDE;
        float[] images = new float[split.count * pixels];
        float[] labels = new float[split.count];
        for (int i = 0; i < split.count; i++) {
            RandomStream own = random.row(i);
            int digit = own.nextInt(10);
            List<Glyph> ways = Glyph.of(digit);
            write(ways.get(own.nextInt(ways.size())), own).copyTo(images, i * pixels);
            labels[i] = digit;
        }
        return new Digits(Tensor.of(Shape.of(split.count, pixels), images), Tensor.of(Shape.of(split.count), labels));
    }

    private static Pen write(Glyph glyph, RandomStream random) {
        Hand hand = new Hand(random);
        Pen pen = new Pen(hand.lineRadius());
        List<Point> places = glyph.points().stream().map(hand::place).toList();
        for (ImmutableList<Integer> stroke : glyph.strokes()) {
            pen.draw(stroke.stream().map(places::get).toList());
        }
        return pen;
    }

    /**
     * {@return the images as observations {@code x} of shape [count, 784] in black and white: 1 where a pixel is more
     * than half ink}
     */
    public Dataset binary() {
        return Dataset.of(ImmutableMap.of("x", blackAndWhite()));
    }

    /** {@return the observations of {@link #binary} beside their digits, as input {@code label} of shape [count]} */
    public Dataset labelled() {
        return Dataset.of(ImmutableMap.of("x", blackAndWhite(), "label", labels))
                .withInputs(ImmutableSet.of("label"));
    }

    private Tensor blackAndWhite() {
        return images.greater(images.constant(0.5));
    }
}
