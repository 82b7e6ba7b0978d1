package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowersTest {
    @Test
    void theErrorGrowsWithTheLogarithmOfTheResult() {
        SplittableRandom random = new SplittableRandom(23);
        for (int i = 0; i < 20_000; i++) {
            double x = StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-40, 40));
            double y = 20 * random.nextDouble() - 10;
            double expected = StrictMath.pow(x, y);
            double ulps = 2 + 3 * Math.abs(y * StrictMath.log(x));
            assertThat(Powers.pow(x, y)).as("%s ^ %s", x, y).isCloseTo(expected, within(ulps * Math.ulp(expected)));
            float single = (float) Powers.pow((float) x, (float) y);
            float nearest = (float) StrictMath.pow((float) x, (float) y);
            assertThat(single).isCloseTo(nearest, within(Math.ulp(nearest)));
        }
    }

    @Test
    void edges() {
        assertThat(Powers.pow(0, 0)).isEqualTo(1);
        assertThat(Powers.pow(0, 2)).isEqualTo(0);
        assertThat(Powers.pow(0, -2)).isInfinite();
        assertThat(Powers.pow(Double.POSITIVE_INFINITY, 0.5)).isInfinite();
        assertThat(Powers.pow(-1, 2)).isNaN();
        assertThat(Powers.pow(Double.NaN, 1)).isNaN();
    }
}
