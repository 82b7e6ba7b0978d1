package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class SupportTest {
    @Test
    void booleansAreZeroAndOne() {
        Numbers.Booleans booleans = new Numbers.Booleans();
        assertThat(booleans.count()).isEqualTo(2);
        assertThat(booleans.element(0)).isZero();
        assertThat(booleans.element(1)).isOne();
        assertThat(booleans.contains(1)).isTrue();
        assertThat(booleans.contains(0.5)).isFalse();
        assertThat(booleans.contains(Double.NaN)).isFalse();
    }

    @Test
    void wholeNumbersEndBelowTheirCount() {
        Numbers.WholeNumbersBelow numbers = new Numbers.WholeNumbersBelow(3);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(numbers.contains(2)).isTrue();
        assertThat(numbers.contains(3)).isFalse();
        assertThat(numbers.contains(-1)).isFalse();
        assertThat(numbers.contains(1.5)).isFalse();
    }

    @Test
    void realsAreFinite() {
        Numbers.Reals reals = new Numbers.Reals();
        assertThat(reals.contains(-1e300)).isTrue();
        assertThat(reals.contains(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(reals.contains(Double.NaN)).isFalse();
    }

    @Test
    void theFirstEventOutsideIsNamedWithItsIndex() {
        Tensor scale = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 2, -0.5, Double.NaN);
        assertThatThrownBy(() -> new Numbers.Positive().require("Normal's scale", scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Normal's scale at [1, 0] is -0.5, expected one of the positive numbers (shape [2, 2])");
        Tensor probabilities = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 0.5, 0.5, 0.5, 0.6);
        assertThatThrownBy(() -> new Support.Simplex().require("probabilities", probabilities))
                .hasMessage("probabilities at [1] is [0.5, 0.6],"
                        + " expected one of the vectors of non-negative numbers that add up to 1 (shape [2, 2])");
    }

    @Test
    void boundsBroadcastWithValues() {
        Tensor upper = Tensor.of(DType.FLOAT64, Shape.of(2, 1), 1, 2);
        Tensor value = Tensor.of(DType.FLOAT64, Shape.of(3), 0, 1.5, Double.NaN);
        assertThat(new Support.Between(upper.constant(0), upper).contains(value).toDoubles())
                .containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void oneHotVectorsAreListedInOrder() {
        assertThat(list(new Support.OneHot(), 3)).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    }

    @Test
    void countsAreListedInOrder() {
        assertThat(list(new Support.Counts(2), 3))
                .isDeepEqualTo(new double[][] {{0, 0, 2}, {0, 1, 1}, {0, 2, 0}, {1, 0, 1}, {1, 1, 0}, {2, 0, 0}});
    }

    @Test
    void everyListOfCountsIsCompleteAndHasNoneTwice() {
        for (int total = 0; total < 6; total++) {
            for (int size = 1; size < 5; size++) {
                Support.Counts counts = new Support.Counts(total);
                double[][] events = list(counts, size);
                assertThat(Arrays.stream(events).map(Arrays::toString)).doesNotHaveDuplicates();
                assertThat(Arrays.stream(events)).allMatch(counts::contains);
                assertThat((double) events.length).isEqualTo(BinomialCoefficientDouble.value(total + size - 1, total));
            }
        }
    }

    private static double[][] list(Support.Finite support, int size) {
        double[][] events = new double[(int) support.count(size)][size];
        for (int i = 0; i < events.length; i++) {
            support.list(i, events[i]);
        }
        return events;
    }

    @Test
    void aNumberIsAnEventOfSizeOne() {
        assertThat(list(new Numbers.Listed(ImmutableList.of(-1.0, 0.5)), 1))
                .isDeepEqualTo(new double[][] {{-1}, {0.5}});
    }
}
