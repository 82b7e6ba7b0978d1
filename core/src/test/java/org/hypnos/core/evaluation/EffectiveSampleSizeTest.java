package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

class EffectiveSampleSizeTest {
    @Test
    void summaries() {
        EffectiveSampleSize sizes = new EffectiveSampleSize(ImmutableList.of(9.0, 1.0, 3.0, 3.0), 10);
        assertThat(sizes.mean()).isEqualTo(4);
        assertThat(sizes.minimum()).isEqualTo(1);
        assertThat(sizes.lowest5Percent()).isCloseTo(1.3, within(1e-12));
        assertThat(sizes)
                .hasToString("effective sample size 4.0 of K = 10 draws (mean over 4 data; 5 % have less than 1.3,"
                        + " the least is 1.0)");
    }
}
