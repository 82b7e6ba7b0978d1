package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigitsTest {
    private static final int PIXELS = 784;

    private static String sha(Tensor tensor) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (double number : tensor.toDoubles()) {
            hasher.putDouble(number);
        }
        return hasher.hash().toString();
    }

    /** What one JDK and engine made once, all make. */
    @Test
    void theBitsAreTheSameEverywhere() {
        Digits digits = Digits.of(1, Digits.Split.VALID);
        assertThat(sha(digits.images())).isEqualTo("abd485adf12007c085b4f01e40ee142547d82cdb2a8791749889ea8403538978");
        assertThat(sha(digits.labels())).isEqualTo("60cb44104cf5a83a0a08ba22a297d1064bbbedf3d2b3ab71de2a08b345b74ad5");
    }

    @Test
    void seedsAndPartsDiffer() {
        String valid = sha(Digits.of(1, Digits.Split.VALID).images());
        assertThat(sha(Digits.of(1, Digits.Split.TEST).images())).isNotEqualTo(valid);
        assertThat(sha(Digits.of(2, Digits.Split.VALID).images())).isNotEqualTo(valid);
    }

    @ParameterizedTest
    @EnumSource
    void everyDigitIsAsProbable(Digits.Split split) {
        Digits digits = Digits.of(3, split);
        int count = digits.labels().shape().size();
        assertThat(digits.images().shape()).isEqualTo(Shape.of(count, PIXELS));
        assertThat(count).isEqualTo(split == Digits.Split.TRAIN ? 16_000 : 2_000);
        double statistic = 0;
        for (int digit = 0; digit < 10; digit++) {
            int own = digit;
            double excess = Arrays.stream(digits.labels().toDoubles())
                            .filter(label -> label == own)
                            .count()
                    - count / 10.0;
            statistic += excess * excess / (count / 10.0);
        }
        assertThat(statistic).isLessThan(ChiSquaredDistribution.of(9).inverseSurvivalProbability(1e-6));
    }

    @Test
    void inkIsInsideAndNeitherTooLittleNorTooMuch() {
        Digits digits = Digits.of(4, Digits.Split.VALID);
        double[] ink = digits.images().toDoubles();
        int touching = 0;
        for (int i = 0; i < digits.labels().shape().size(); i++) {
            double own = 0;
            boolean touches = false;
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double grey = ink[i * PIXELS + pixel];
                assertThat(grey).isBetween(0.0, 1.0);
                own += grey;
                boolean border = pixel < 28 || pixel >= PIXELS - 28 || pixel % 28 == 0 || pixel % 28 == 27;
                touches |= border && grey > 0.5;
            }
            assertThat(own).as("ink of image %s", i).isBetween(20.0, 250.0);
            touching += touches ? 1 : 0;
        }
        assertThat(touching).as("images that touch the border, of 2000").isLessThan(20);
    }

    /** Digits that the nearest of ten mean images tells apart look like digits. */
    @Test
    void imagesTellTheirDigit() {
        Digits train = Digits.of(1, Digits.Split.TRAIN);
        Tensor of = train.labels().oneHot(10);
        Tensor counts = of.sum(0).reshape(Shape.of(10, 1));
        Tensor means = of.transposedMatmul(train.images()).div(counts);
        Digits test = Digits.of(1, Digits.Split.TEST);
        // |x - m|^2 is smallest where x m - |m|^2 / 2 is largest.
        Tensor score =
                test.images().matmulTransposed(means).sub(means.square().sum(1).mul(0.5));
        double right = score.argmax(1).equal(test.labels()).mean().item();
        assertThat(right).isGreaterThan(0.85);
    }

    @Test
    void blackAndWhite() {
        Digits digits = Digits.of(1, Digits.Split.TEST);
        Dataset dataset = digits.binary();
        Tensor x = dataset.values().get("x");
        for (int i = 0; i < x.shape().size(); i += 7) {
            assertThat(x.get(i)).isEqualTo(digits.images().get(i) > 0.5 ? 1 : 0);
        }
        assertThat(dataset.inputNames()).isEmpty();
        assertThat(digits.labelled().inputNames()).containsExactly("label");
        assertThat(digits.labelled().values().get("label").toDoubles())
                .isEqualTo(digits.labels().toDoubles());
    }

    @Test
    void glyphsFillTheirSquare() {
        for (int digit = 0; digit < 10; digit++) {
            assertThat(Glyph.of(digit)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(glyph -> {
                assertThat(glyph.points())
                        .allMatch(point -> Math.min(point.x(), point.y()) >= 0 && Math.max(point.x(), point.y()) <= 1)
                        .anySatisfy(point -> assertThat(point.y()).isLessThan(0.1))
                        .anySatisfy(point -> assertThat(point.y()).isGreaterThan(0.9));
                assertThat(glyph.strokes())
                        .allSatisfy(stroke -> assertThat(stroke).hasSizeGreaterThan(1));
            });
        }
    }
}
