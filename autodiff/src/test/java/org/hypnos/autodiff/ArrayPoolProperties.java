package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ArrayPoolProperties {
    @Property
    void aSizeClassHoldsItsLengthsWithLittleToSpare(@ForAll @IntRange(min = 1, max = 1 << 30) int length) {
        int held = ArrayPool.length(ArrayPool.sizeClass(length));
        assertThat(held).isGreaterThanOrEqualTo(length);
        assertThat((double) held).isLessThanOrEqualTo(Math.max(8, 1.125 * length));
    }

    @Property
    void anArrayComesBackToItsClass(@ForAll @IntRange(min = 1, max = 1 << 30) int length) {
        int sizeClass = ArrayPool.sizeClass(length);
        assertThat(ArrayPool.sizeClass(ArrayPool.length(sizeClass))).isEqualTo(sizeClass);
    }
}
