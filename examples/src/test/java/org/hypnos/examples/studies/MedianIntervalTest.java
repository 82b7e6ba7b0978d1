package org.hypnos.examples.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {
    private static MedianInterval of(double... trials) {
        return MedianInterval.of(DoubleStream.of(trials).boxed().toList());
    }

    /** P(Bin(10, 1/2) < 2) = 11/1024; with one more trial less on either side it would be 56/1024. */
    @Test
    void tenTrialsLeaveOutOneOnEitherSide() {
        MedianInterval interval = of(9, 1, 8, 2, 7, 3, 6, 4, 5, 0);
        assertThat(interval).isEqualTo(new MedianInterval(4.5, 1, 8, 0, 9, interval.confidence()));
        assertThat(interval.confidence()).isCloseTo(1 - 22.0 / 1024, within(1e-15));
        assertThat(interval.text("%.1f")).isEqualTo("4.5 (1.0 to 8.0)");
    }

    @Test
    void fewTrialsSayHowLittleTheyTell() {
        MedianInterval interval = of(3, 1, 2);
        assertThat(interval.low()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(3);
        assertThat(interval.confidence()).isEqualTo(0.75);
        assertThat(MedianInterval.of(List.of(7.0)).confidence()).isZero();
    }
}
