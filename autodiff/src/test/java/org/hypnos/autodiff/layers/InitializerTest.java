package org.hypnos.autodiff.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
    private static final Shape SHAPE = Shape.of(300, 100);
    /** Standard errors that a normal number passes with a probability of 4e-8. */
    private static final double ERRORS = 5.5;

    private static Tensor draw(Initializer initializer, DType dtype) {
        Tensor draw = initializer.draw(RandomStream.of(3), dtype, SHAPE);
        assertThat(draw.shape()).isEqualTo(SHAPE);
        assertThat(draw.dtype()).isEqualTo(dtype);
        return draw;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void constantsAreEverywhereTheSame(DType dtype) {
        assertThat(draw(Initializer.constant(0.25), dtype).toDoubles()).containsOnly(0.25);
        assertThat(draw(Initializer.zeros(), dtype).toDoubles()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void normalHasItsStandardDeviation(DType dtype) {
        assertVariance(draw(Initializer.normal(0.3), dtype), 0.09);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void glorotHasTheVarianceOfRowsAndColumns(DType dtype) {
        assertVariance(draw(Initializer.glorot(), dtype), 2.0 / 400);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void heHasTheVarianceOfTheInputs(DType dtype) {
        assertVariance(draw(Initializer.he(), dtype), 2.0 / 300);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void uniformOnesKeepTheirBounds(DType dtype) {
        assertUniform(draw(Initializer.uniform(0.2), dtype), 0.2);
        assertUniform(draw(Initializer.glorotUniform(), dtype), Math.sqrt(6.0 / 400));
        assertUniform(draw(Initializer.reference(), dtype), Math.sqrt(6.0 / 400) / 300);
    }

    /** The mean square of n normal numbers has a standard deviation of sqrt(2 / n) variances. */
    private static void assertVariance(Tensor draw, double variance) {
        assertMoments(draw, variance, Math.sqrt(2));
    }

    /** The square of a uniform number has a standard deviation of sqrt(4 / 5) variances; a variance is bound^2 / 3. */
    private static void assertUniform(Tensor draw, double bound) {
        assertMoments(draw, bound * bound / 3, Math.sqrt(0.8));
        double largest = Arrays.stream(draw.toDoubles()).map(Math::abs).max().orElseThrow();
        assertThat(largest).isBetween(0.999 * bound, bound * (1 + 1e-6)); // missed by 0.999^30000 = 1e-13
    }

    private static void assertMoments(Tensor draw, double variance, double deviationOfSquare) {
        double n = SHAPE.size();
        assertThat(draw.mean().item()).isCloseTo(0, within(ERRORS * Math.sqrt(variance / n)));
        assertThat(draw.square().mean().item())
                .isCloseTo(variance, within(ERRORS * variance * deviationOfSquare / Math.sqrt(n)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theSameStreamGivesTheSameBeginning(DType dtype) {
        List<Initializer> initializers = List.of(
                Initializer.normal(1),
                Initializer.uniform(1),
                Initializer.glorot(),
                Initializer.glorotUniform(),
                Initializer.he(),
                Initializer.reference());
        for (Initializer initializer : initializers) {
            double[] draw = draw(initializer, dtype).toDoubles();
            assertThat(draw(initializer, dtype).toDoubles()).isEqualTo(draw);
            assertThat(initializer.draw(RandomStream.of(4), dtype, SHAPE).toDoubles())
                    .isNotEqualTo(draw);
        }
    }
}
