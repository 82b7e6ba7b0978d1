package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class GammaTermsTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    @Test
    void stirlingsErrorIsWhatTheFormulaLacks() {
        Tensor x = tensor(1e-300, 1e-30, 0.1, 0.5, 1, 2, 7.3, 30);
        Tensor formula = x.sub(0.5).mul(x.log()).sub(x).add(Math.log(2 * Math.PI) / 2);
        double[] expected = x.lgamma().sub(formula).toDoubles();
        assertThat(GammaTerms.stirlingError(x).toDoubles()).containsExactly(expected, within(3e-13));
    }

    @Test
    void theDevianceIsItsFormula() {
        Tensor a = tensor(7);
        Tensor r = tensor(3.5);
        Tensor x = tensor(1e-3, 0.5, 1.9, 2, 2.3, 1e3);
        Tensor mean = r.mul(x);
        double[] expected = a.mul(a.log().sub(mean.log())).sub(a).add(mean).toDoubles();
        assertThat(GammaTerms.deviance(a, r, x).toDoubles()).containsExactly(expected, within(1e-12));
    }

    /** d^2 / 2a (1 - 2 d / 3a + ...) with r x = a + d: no digit is lost to the size of a. */
    @Test
    void theDevianceNearItsZeroKeepsItsDigits() {
        double a = 0x1p100;
        double d = 0x1p52;
        double expected = d * (d / a) / 2 * (1 - 2 * (d / a) / 3);
        assertThat(GammaTerms.deviance(tensor(a), tensor(1), tensor(a + d)).item())
                .isCloseTo(expected, within(1e-15 * expected));
    }

    /** Also where r x is no double. */
    @Test
    void theDevianceReachesTheEndsOfNumbers() {
        double found = GammaTerms.deviance(tensor(1e300), tensor(1e-200), tensor(1e-200))
                .item();
        assertThat(found).isCloseTo(1e300 * (700 * Math.log(10) - 1), within(1e289));
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
