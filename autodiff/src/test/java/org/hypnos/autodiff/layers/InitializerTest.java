package org.hypnos.autodiff.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static void assertVariance(Tensor draw, double variance) {
        double n = SHAPE.size();
        assertThat(draw.mean().item()).isCloseTo(0, within(ERRORS * Math.sqrt(variance / n)));
        assertThat(draw.square().mean().item()).isCloseTo(variance, within(ERRORS * variance * Math.sqrt(2 / n)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theSameStreamGivesTheSameBeginning(DType dtype) {
        assertThat(draw(Initializer.glorot(), dtype).toDoubles())
                .isEqualTo(draw(Initializer.glorot(), dtype).toDoubles());
    }
}
