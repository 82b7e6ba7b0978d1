package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;

class BarsTest {
    private final Dataset bars = Bars.fiveByFive();
    private final Tensor x = bars.values().get("x");

    @Test
    void thereAre962Images() {
        assertThat(x.shape()).isEqualTo(Shape.of(962, 25));
        Set<String> images = new HashSet<>();
        for (int i = 0; i < 962; i++) {
            images.add(Arrays.toString(x.slice(0, i, i + 1).toDoubles()));
        }
        assertThat(images).hasSize(962);
        assertThat(x.toDoubles()).containsOnly(0, 1);
    }

    @Test
    void theEntropyIsTheLeastNll() {
        assertThat(bars.probabilities().sum().item()).isCloseTo(1, within(1e-14));
        assertThat(Bars.entropy(bars)).isCloseTo(3.2507833640, within(1e-10));
    }

    @Test
    void theBlankImageIsTheMostProbable() {
        double[] probabilities = bars.probabilities().toDoubles();
        assertThat(x.slice(0, 0, 1).sum().item()).isZero();
        assertThat(probabilities[0]).isCloseTo(0.3486784401, within(1e-13));
        assertThat(probabilities[0])
                .isEqualTo(Arrays.stream(probabilities).max().orElseThrow());
    }

    @Test
    void aPixelIsOnWhereItsRowOrItsColumnIs() {
        for (int pixel = 0; pixel < 25; pixel++) {
            double on = 0;
            for (int i = 0; i < 962; i++) {
                on += bars.probabilities().get(i) * x.get(i * 25 + pixel);
            }
            assertThat(on).isCloseTo(1 - 0.9 * 0.9, within(1e-13));
        }
    }

    /** Each image of the list comes as often as its probability says, and no other. */
    @Test
    void drawsAreOfTheList() {
        int count = 50_000;
        Tensor drawn = Bars.sample(3, count).values().get("x");
        Map<String, Integer> times = new HashMap<>();
        for (int i = 0; i < count; i++) {
            times.merge(Arrays.toString(drawn.slice(0, i, i + 1).toDoubles()), 1, Integer::sum);
        }
        int seen = 0;
        for (int i = 0; i < 962; i++) {
            int own = times.getOrDefault(Arrays.toString(x.slice(0, i, i + 1).toDoubles()), 0);
            seen += own;
            double expected = count * bars.probabilities().get(i);
            // Chernoff: less than 1e-9 for each of 962 images.
            assertThat((double) own)
                    .isBetween(expected - 6.5 * Math.sqrt(expected), expected + 6.5 * Math.sqrt(expected) + 15);
        }
        assertThat(seen).isEqualTo(count);
    }

    @Test
    void smallerSquaresHaveFewerImages() {
        Dataset two = Bars.of(2, 0.5); // 0, 1, 2 and 4 pixels, in all 10 ways that are unions of bars
        assertThat(two.size()).isEqualTo(10);
        assertThat(two.probabilities().get(0)).isEqualTo(1.0 / 16);
        assertThat(two.probabilities().get(9)).as("all on").isEqualTo(7.0 / 16);
    }
}
