package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Weighing;
import org.junit.jupiter.api.Test;

class WeightTallyTest {
    /** Three particles of four data: one has all the weight, all are equal, one to two to three, and no weight at all. */
    private static final Tensor WEIGHTS = Tensor.of(
            DType.FLOAT64, Shape.of(3, 4), 1, 1.0 / 3, 1.0 / 6, 0, 0, 1.0 / 3, 1.0 / 3, 0, 0, 1.0 / 3, 1.0 / 2, 0);

    /** With a site whose part in the divergence is each datum's weight of the last particle. */
    private static Weighing weighing(Tensor weights) {
        double last = weights.slice(0, 2, 3).sum().item();
        return new Weighing(weights, ImmutableMap.of("h", last));
    }

    @Test
    void effectiveSampleSizesAreOfTheDataThatHaveWeight() {
        WeightTally tally = new WeightTally();
        tally.add(weighing(WEIGHTS));
        requireHealth(tally);
    }

    @Test
    void talliesAddUp() {
        WeightTally all = new WeightTally();
        for (int datum = 0; datum < 4; datum++) {
            WeightTally one = new WeightTally();
            one.add(weighing(WEIGHTS.slice(1, datum, datum + 1)));
            all.add(one);
        }
        requireHealth(all);
    }

    private static void requireHealth(WeightTally tally) {
        WeightHealth health = tally.health().orElseThrow();
        assertThat(health.meanEss()).isCloseTo((1 + 3 + 36.0 / 14) / 3, within(1e-14));
        assertThat(health.leastEss()).isEqualTo(1);
        assertThat(health.lowEss()).isEqualTo(1);
        assertThat(health.divergences().get("h")).isCloseTo((1.0 / 3 + 0.5) / 3, within(1e-14));
        assertThat(health.shareBelowTwo()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(health.largestWeight()).isEqualTo(1);
    }

    @Test
    void withoutWeightsThereIsNoHealth() {
        WeightTally tally = new WeightTally();
        assertThat(tally.health()).isEmpty();
        tally.add(weighing(WEIGHTS));
        tally.clear();
        assertThat(tally.health()).isEmpty();
    }
}
