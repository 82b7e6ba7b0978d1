package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SupportTest {
    @Test
    void booleansAreZeroAndOne() {
        Support.Booleans booleans = new Support.Booleans();
        assertThat(booleans.count()).isEqualTo(2);
        assertThat(booleans.element(0)).isZero();
        assertThat(booleans.element(1)).isOne();
        assertThat(booleans.contains(1)).isTrue();
        assertThat(booleans.contains(0.5)).isFalse();
        assertThat(booleans.contains(Double.NaN)).isFalse();
    }

    @Test
    void wholeNumbersEndBelowTheirCount() {
        Support.WholeNumbersBelow numbers = new Support.WholeNumbersBelow(3);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(numbers.contains(2)).isTrue();
        assertThat(numbers.contains(3)).isFalse();
        assertThat(numbers.contains(-1)).isFalse();
        assertThat(numbers.contains(1.5)).isFalse();
    }

    @Test
    void realsAreFinite() {
        Support.Reals reals = new Support.Reals();
        assertThat(reals.contains(-1e300)).isTrue();
        assertThat(reals.contains(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(reals.contains(Double.NaN)).isFalse();
    }
}
