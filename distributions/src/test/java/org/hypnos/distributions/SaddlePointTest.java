package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside exact products of whole numbers. */
class SaddlePointTest {
    private static final MathContext DIGITS = new MathContext(40);

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }

    /** The logarithm of a number of any size: of its leading bits, and of the rest as a power of two. */
    private static double log(BigDecimal x) {
        int scale = x.precision() - x.scale() - 1;
        double leading = x.movePointLeft(scale).doubleValue();
        return Math.log(leading) + scale * Math.log(10);
    }

    @Test
    void theRestIsWhatPowersLackOfFactorials() {
        for (int x = 1; x <= 300; x++) {
            double power = x * Math.log(x) - x;
            double expected = log(new BigDecimal(factorial(x))) - power;
            assertThat(SaddlePoint.rest(x)).isCloseTo(expected, within(1e-15 * (1 + Math.abs(power))));
        }
        assertThat(SaddlePoint.rest(1e8)).isCloseTo(Math.log(2e8 * Math.PI) / 2 + 1 / 12e8, within(1e-14));
        // (1/2)! = sqrt(pi) / 2
        assertThat(SaddlePoint.rest(0.5))
                .isCloseTo(Math.log(Math.sqrt(Math.PI) / 2) - 0.5 * Math.log(0.5) + 0.5, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 0.3",
        "5, 0, 0.3",
        "1, 1, -2",
        "30, 70, -1",
        "400, 600, 0",
        "999, 1, -3",
        "3, 4, 800",
        "20, 9, -800"
    })
    void binomialProbabilitiesAgreeWithFactorials(int x, int y, double logit) {
        BigDecimal ways = new BigDecimal(factorial(x + y).divide(factorial(x).multiply(factorial(y))));
        double expected = log(ways) - x * SaddlePoint.softplus(-logit) - y * SaddlePoint.softplus(logit);
        assertThat(SaddlePoint.binomial(x, y, logit))
                .isCloseTo(expected, within(2e-12 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 2.5", "1, 1e-30", "3, 1e-3", "3, 3.25", "1000, 900", "17, 1e30"})
    void poissonProbabilitiesAgreeWithFactorials(int x, double mean) {
        double logMean = Math.log(mean);
        double power = x == 0 ? 0 : x * logMean;
        double expected = power - mean - log(new BigDecimal(factorial(x)));
        assertThat(SaddlePoint.poisson(x, mean))
                .isEqualTo(SaddlePoint.poisson(x, mean, logMean))
                .isCloseTo(expected, within(2e-12 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 2, 3", "5, 0, 2, 3", "40, 60, 7, 1", "3, 3, 100000, 200000", "100, 200, 1, 1"})
    void betaBinomialProbabilitiesAgreeWithRisingFactorials(int x, int y, int a, int b) {
        BigDecimal probability = new BigDecimal(
                        factorial(x + y).divide(factorial(x).multiply(factorial(y))))
                .multiply(rising(a, x))
                .multiply(rising(b, y))
                .divide(rising(a + b, x + y), DIGITS);
        double found =
                new BetaBinomial(x + y, number(a), number(b)).logProb(number(x)).item();
        assertThat(found).isCloseTo(log(probability), within(1e-12 * Math.max(1, Math.abs(found))));
    }

    /** a (a + 1) ... (a + n - 1). */
    private static BigDecimal rising(int a, int n) {
        BigDecimal product = BigDecimal.ONE;
        for (int i = 0; i < n; i++) {
            product = product.multiply(BigDecimal.valueOf(a + i));
        }
        return product;
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }
}
