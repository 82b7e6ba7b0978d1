package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSumTest {
    private static LogSum of(double... logWeights) {
        LogSum sum = new LogSum();
        for (double logWeight : logWeights) {
            sum.add(logWeight);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6, -1e6})
    void weightsOfAnySizeAddUp(double shift) {
        double two = shift + Math.log(2);
        double three = shift + Math.log(3);
        for (LogSum sum : new LogSum[] {of(shift, two, three), of(three, shift, two), of(two, three, shift)}) {
            assertThat(sum.value()).isCloseTo(shift + Math.log(6), within(1e-9));
            assertThat(sum.relativeVariance(3)).as("variance 1, mean 2").isCloseTo(0.25, within(1e-9));
        }
    }

    @Test
    void minusInfinityAddsNothing() {
        double none = Double.NEGATIVE_INFINITY;
        assertThat(of(none, Math.log(2), none).value()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(of(none, none).value()).isEqualTo(none);
        assertThat(of().value()).isEqualTo(none);
    }

    @Test
    void notANumberStaysNotANumber() {
        assertThat(of(0, Double.NaN, 1).value()).isNaN();
    }
}
