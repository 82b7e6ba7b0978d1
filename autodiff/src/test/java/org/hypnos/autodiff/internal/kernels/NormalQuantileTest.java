package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalQuantileTest {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    @Test
    void agreesWithCommonsStatistics() {
        DoubleStream middle = IntStream.range(1, 4000).mapToDouble(i -> i / 4000.0);
        DoubleStream lowTail = IntStream.range(4, 1000).mapToDouble(i -> StrictMath.pow(2, -i));
        DoubleStream highTail = IntStream.range(4, 53).mapToDouble(i -> 1 - StrictMath.pow(2, -i));
        DoubleStream joints = DoubleStream.of(0.075, 0.925, Math.nextUp(0.925), 1.3887943864964021e-11, 1 - 1e-15);
        assertThat(Stream.of(middle, lowTail, highTail, joints).flatMap(DoubleStream::boxed))
                .allSatisfy(p -> {
                    double expected = STANDARD.inverseCumulativeProbability(p);
                    assertThat(NormalQuantile.of(p))
                            .isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
                });
    }

    @Test
    void isOdd() {
        assertThat(NormalQuantile.of(0.5)).isZero();
        assertThat(IntStream.range(1, 512).mapToObj(i -> i / 1024.0))
                .allSatisfy(p -> assertThat(NormalQuantile.of(1 - p)).isEqualTo(-NormalQuantile.of(p)));
    }

    @Test
    void isFiniteAtTheSmallestAndLargestDraws() {
        assertThat(NormalQuantile.of(0x1p-53)).isCloseTo(-8.209536151601387, within(1e-14));
        assertThat(NormalQuantile.of(1 - 0x1p-53)).isCloseTo(8.209536151601387, within(1e-14));
        assertThat((float) NormalQuantile.of(0x1p-33)).isCloseTo(-6.338f, within(0.1f));
    }
}
