package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTermsTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    /** With log Gamma(1) = log Gamma(2) = 0 and Gamma(1/2) = sqrt(pi). */
    @Test
    void stirlingsErrorIsKnownWhereGammaIs() {
        double half = Math.log(2 * Math.PI) / 2;
        assertThat(GammaTerms.stirlingError(1)).isCloseTo(1 - half, within(1e-15));
        assertThat(GammaTerms.stirlingError(2)).isCloseTo(2 - half - 1.5 * Math.log(2), within(1e-15));
        assertThat(GammaTerms.stirlingError(0.5)).isCloseTo((1 - Math.log(2)) / 2, within(1e-15));
    }

    @Test
    void stirlingsErrorVanishesForLargeNumbers() {
        assertThat(GammaTerms.stirlingError(1e10)).isCloseTo(1 / 12e10, within(1e-26));
        assertThat(GammaTerms.stirlingError(1e300)).isCloseTo(0, within(1e-300));
    }

    @Test
    void stirlingsErrorOfTinyNumbersIsThatOfTheLogarithm() {
        for (double x : new double[] {1e-10, 1e-30, 1e-300}) {
            double expected = -Math.log(x) / 2 - Math.log(2 * Math.PI) / 2;
            assertThat(GammaTerms.stirlingError(x)).isCloseTo(expected, within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.5, 0.9, 1.1, 2, 1e3})
    void theDevianceIsItsFormula(double ratio) {
        double a = 7;
        double x = a * ratio;
        assertThat(GammaTerms.deviance(a, x)).isCloseTo(a * Math.log(a / x) - a + x, within(1e-13 * Math.max(1, x)));
    }

    /** d^2 / 2a - d^3 / 3a^2 (-1) ... with x = a + d: no digit is lost to the size of a. */
    @Test
    void theDevianceNearItsZeroKeepsItsDigits() {
        double a = 0x1p100;
        double d = 0x1p52;
        double expected = d * (d / a) / 2 * (1 - 2 * (d / a) / 3);
        assertThat(GammaTerms.deviance(a, a + d)).isCloseTo(expected, within(1e-15 * expected));
        assertThat(GammaTerms.deviance(a, a)).isZero();
    }

    @Test
    void theDevianceReachesTheEndsOfNumbers() {
        assertThat(GammaTerms.deviance(1e-300, 1e300)).isEqualTo(1e300);
        assertThat(GammaTerms.deviance(1e300, 1e-300)).isEqualTo(1e300 * (600 * Math.log(10) - 1), within(1e289));
    }

    @Test
    void gradientsAgreeWithDifferences() {
        GradientCheck.check(1, in -> GammaTerms.stirlingError(in[0]), tensor(0.3, 1, 9.99, 40))
                .requireRight();
        Tensor a = tensor(0.3, 2, 9);
        GradientCheck.check(2, in -> GammaTerms.deviance(in[0], in[1], in[2]), a, tensor(1.1), tensor(0.5, 2, 7))
                .requireRight();
    }
}
