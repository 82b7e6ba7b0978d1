package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aConstantStays() {
        Schedule schedule = Schedule.constant(0.02);
        assertThat(schedule.at(0)).isEqualTo(0.02);
        assertThat(schedule.at(1_000_000)).isEqualTo(0.02);
    }

    @Test
    void aCosineFallsToZeroAndStaysThere() {
        Schedule schedule = Schedule.cosine(0.02, 1000);
        assertThat(schedule.at(0)).isEqualTo(0.02);
        assertThat(schedule.at(250)).isCloseTo(0.02 * (1 + Math.sqrt(0.5)) / 2, within(1e-16));
        assertThat(schedule.at(500)).isCloseTo(0.01, within(1e-16));
        assertThat(schedule.at(1000)).isCloseTo(0, within(1e-16));
        assertThat(schedule.at(5000)).isCloseTo(0, within(1e-16));
    }

    @Test
    void aCosineNeedsAStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.cosine(1, 0))
                .withMessage("a cosine schedule needs at least one step, found 0");
    }
}
