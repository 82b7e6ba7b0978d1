package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class WeightTallyTest {
    /** Three particles of four data: one has all the weight, all are equal, one to two to three, and no weight at all. */
    private static final Tensor WEIGHTS = Tensor.of(
            DType.FLOAT64, Shape.of(3, 4), 1, 1.0 / 3, 1.0 / 6, 0, 0, 1.0 / 3, 1.0 / 3, 0, 0, 1.0 / 3, 1.0 / 2, 0);

    @Test
    void effectiveSampleSizesAreOfTheDataThatHaveWeight() {
        WeightTally tally = new WeightTally();
        tally.add(WEIGHTS);
        requireHealth(tally);
    }

    @Test
    void talliesAddUp() {
        WeightTally all = new WeightTally();
        for (int datum = 0; datum < 4; datum++) {
            WeightTally one = new WeightTally();
            one.add(WEIGHTS.slice(1, datum, datum + 1));
            all.add(one);
        }
        requireHealth(all);
    }

    private static void requireHealth(WeightTally tally) {
        StepReport.WeightHealth health = tally.health().orElseThrow();
        assertThat(health.meanEss()).isCloseTo((1 + 3 + 36.0 / 14) / 3, within(1e-14));
        assertThat(health.leastEss()).isEqualTo(1);
        assertThat(health.shareBelowTwo()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(health.largestWeight()).isEqualTo(1);
    }

    @Test
    void withoutWeightsThereIsNoHealth() {
        WeightTally tally = new WeightTally();
        assertThat(tally.health()).isEmpty();
        tally.add(WEIGHTS);
        tally.clear();
        assertThat(tally.health()).isEmpty();
    }
}
