package org.hypnos.autodiff.internal.kernels;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to forty digits, to measure others by. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LN2 =
            new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068");

    private Exact() {}

    /** The distance of {@code found} from {@code exact}, in units in the last place of {@code exact}. */
    static double ulps(double found, BigDecimal exact) {
        double ulp = Math.ulp(exact.doubleValue());
        return new BigDecimal(found)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(ulp), DIGITS)
                .doubleValue();
    }

    static BigDecimal exp(double x) {
        return exp(new BigDecimal(x));
    }

    /** exp(x) = 2^n exp(r)^16 with r = (x - n ln 2) / 16. */
    private static BigDecimal exp(BigDecimal x) {
        int n = (int) Math.rint(x.doubleValue() / Math.log(2));
        BigDecimal r = x.subtract(LN2.multiply(BigDecimal.valueOf(n)), DIGITS).divide(BigDecimal.valueOf(16), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 22; k > 0; k--) {
            sum = BigDecimal.ONE.add(sum.multiply(r).divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
        }
        return sum.pow(16, DIGITS).multiply(TWO.pow(n, DIGITS), DIGITS);
    }

    /** exp(x) - 1, by its series where that would lose digits. */
    static BigDecimal expm1(double x) {
        if (Math.abs(x) > 1e-3) {
            return exp(x).subtract(BigDecimal.ONE);
        }
        BigDecimal exact = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 12; k > 1; k--) {
            sum = BigDecimal.ONE.add(sum.multiply(exact).divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
        }
        return sum.multiply(exact, DIGITS);
    }

    /** log(1 + x). */
    static BigDecimal log1p(double x) {
        BigDecimal exact = new BigDecimal(x);
        return Math.abs(x) < 1e-8 ? log1pSeries(exact) : log(exact.add(BigDecimal.ONE));
    }

    static BigDecimal log(double x) {
        return log(new BigDecimal(x));
    }

    /** From a double guess y, by log(x) = y + log(1 + d) with d = x exp(-y) - 1. */
    static BigDecimal log(BigDecimal x) {
        BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
        return y.add(log1pSeries(x.multiply(exp(y.negate()), DIGITS).subtract(BigDecimal.ONE)), DIGITS);
    }

    /** log(1 + exp(x)). */
    static BigDecimal softplus(double x) {
        BigDecimal e = exp(x);
        return x < -30 ? log1pSeries(e) : log(e.add(BigDecimal.ONE, DIGITS));
    }

    static BigDecimal sigmoid(double x) {
        return BigDecimal.ONE.divide(exp(-x).add(BigDecimal.ONE, DIGITS), DIGITS);
    }

    static BigDecimal tanh(double x) {
        if (Math.abs(x) < 1e-9) {
            BigDecimal exact = new BigDecimal(x);
            return exact.subtract(exact.pow(3).divide(BigDecimal.valueOf(3), DIGITS), DIGITS);
        }
        BigDecimal e = exp(2 * x);
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** log(1 + d) for small d. */
    private static BigDecimal log1pSeries(BigDecimal d) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 4; k > 0; k--) {
            sum = BigDecimal.ONE.divide(BigDecimal.valueOf(k), DIGITS).subtract(sum.multiply(d), DIGITS);
        }
        return sum.multiply(d, DIGITS);
    }
}
