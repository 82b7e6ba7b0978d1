package org.hypnos.autodiff.internal.kernels;

import java.math.BigDecimal;
import java.math.MathContext;

/** The error function, log gamma and its derivatives to thirty digits, to measure others by. */
final class ExactGamma {
    private static final MathContext DIGITS = new MathContext(80);
    private static final BigDecimal PI = new BigDecimal(
            "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798");
    /** From here on, the asymptotic series below are exact to thirty digits. */
    private static final int LARGE = 60;

    /** The Bernoulli numbers of order 2, 4, ..., 20. */
    private static final BigDecimal[] BERNOULLI = {
        ratio(1, 6), ratio(-1, 30), ratio(1, 42), ratio(-1, 30), ratio(5, 66),
        ratio(-691, 2730), ratio(7, 6), ratio(-3617, 510), ratio(43867, 798), ratio(-174611, 330)
    };

    private ExactGamma() {}

    private static BigDecimal ratio(long numerator, long denominator) {
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), DIGITS);
    }

    private static BigDecimal inverse(BigDecimal x) {
        return BigDecimal.ONE.divide(x, DIGITS);
    }

    /** 2 / sqrt(pi) (x - x^3 / 3 + x^5 / (2! 5) - ...). */
    static BigDecimal erf(double x) {
        BigDecimal exact = new BigDecimal(x);
        BigDecimal square = exact.multiply(exact, DIGITS).negate();
        BigDecimal power = exact;
        BigDecimal sum = exact;
        int terms = 25 + (int) (4 * x * x);
        for (int k = 1; k < terms; k++) {
            power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS), DIGITS);
        }
        return sum.multiply(BigDecimal.valueOf(2)).divide(PI.sqrt(DIGITS), DIGITS);
    }

    /** By Stirling's series, with Gamma(x + 1) = x Gamma(x) where x is small. */
    static BigDecimal lgamma(double x) {
        BigDecimal y = new BigDecimal(x);
        BigDecimal product = BigDecimal.ONE;
        while (y.doubleValue() < LARGE) {
            product = product.multiply(y, DIGITS);
            y = y.add(BigDecimal.ONE);
        }
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal sum = y.subtract(half).multiply(Exact.log(y), DIGITS).subtract(y);
        sum = sum.add(Exact.log(PI.multiply(BigDecimal.valueOf(2))).multiply(half));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            BigDecimal divisor = y.pow(2 * k - 1, DIGITS).multiply(BigDecimal.valueOf(2L * k * (2L * k - 1)));
            sum = sum.add(BERNOULLI[k - 1].divide(divisor, DIGITS), DIGITS);
        }
        return product.compareTo(BigDecimal.ONE) == 0 ? sum : sum.subtract(Exact.log(product));
    }

    static BigDecimal digamma(double x) {
        BigDecimal y = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        while (y.doubleValue() < LARGE) {
            sum = sum.subtract(inverse(y));
            y = y.add(BigDecimal.ONE);
        }
        sum = sum.add(Exact.log(y)).subtract(inverse(y.multiply(BigDecimal.valueOf(2))));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            BigDecimal divisor = y.pow(2 * k, DIGITS).multiply(BigDecimal.valueOf(2L * k));
            sum = sum.subtract(BERNOULLI[k - 1].divide(divisor, DIGITS), DIGITS);
        }
        return sum;
    }

    static BigDecimal trigamma(double x) {
        BigDecimal y = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        while (y.doubleValue() < LARGE) {
            sum = sum.add(inverse(y.multiply(y, DIGITS)));
            y = y.add(BigDecimal.ONE);
        }
        sum = sum.add(inverse(y)).add(inverse(y.multiply(y, DIGITS).multiply(BigDecimal.valueOf(2))));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.add(BERNOULLI[k - 1].divide(y.pow(2 * k + 1, DIGITS), DIGITS), DIGITS);
        }
        return sum;
    }
}
