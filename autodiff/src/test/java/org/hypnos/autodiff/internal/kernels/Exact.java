package org.hypnos.autodiff.internal.kernels;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/** Functions to forty digits, to measure others by. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LN2 =
            new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068");

    private static final BigDecimal BOUND = BigDecimal.valueOf(5000);

    /** 1 / k! from k = 17 down to 0: the terms of exp. */
    private static final List<BigDecimal> INVERSE_FACTORIALS = IntStream.rangeClosed(0, 17)
            .mapToObj(i -> BigDecimal.ONE.divide(factorial(17 - i), DIGITS))
            .toList();

    private static BigDecimal factorial(int k) {
        return IntStream.rangeClosed(1, k).mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ONE, BigDecimal::multiply);
    }

    private Exact() {}

    /** The distance of {@code found} from {@code exact}, in units in the last place of {@code exact}; NaN if one alone is infinite. */
    static double ulps(double found, BigDecimal exact) {
        double nearest = exact.doubleValue();
        if (Double.isInfinite(found) || Double.isInfinite(nearest)) {
            return found == nearest ? 0 : Double.NaN;
        }
        double ulp = Math.ulp(nearest);
        return new BigDecimal(found)
                .subtract(exact, DIGITS)
                .abs()
                .divide(new BigDecimal(ulp, DIGITS), DIGITS)
                .doubleValue();
    }

    static BigDecimal exp(double x) {
        return exp(new BigDecimal(x, DIGITS));
    }

    /** exp(x) = 2^n exp(r)^16 with r = (x - n ln 2) / 16; from |x| = 5000 on, where doubles end long before, that of 5000. */
    private static BigDecimal exp(BigDecimal any) {
        BigDecimal x = any.min(BOUND).max(BOUND.negate());
        int n = (int) Math.rint(x.doubleValue() / Math.log(2));
        BigDecimal r = x.subtract(LN2.multiply(BigDecimal.valueOf(n)), DIGITS).divide(BigDecimal.valueOf(16), DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal inverseFactorial : INVERSE_FACTORIALS) {
            sum = inverseFactorial.add(sum.multiply(r), DIGITS);
        }
        return sum.pow(16, DIGITS).multiply(TWO.pow(n, DIGITS), DIGITS);
    }

    /** exp(x) - 1, by its series where that would lose digits. */
    static BigDecimal expm1(double x) {
        if (Math.abs(x) > 1e-3) {
            return exp(x).subtract(BigDecimal.ONE);
        }
        BigDecimal exact = new BigDecimal(x, DIGITS);
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

    /** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)). */
    static BigDecimal softplus(double x) {
        BigDecimal e = exp(-Math.abs(x));
        BigDecimal log1p = Math.abs(x) > 30 ? log1pSeries(e) : log(e.add(BigDecimal.ONE, DIGITS));
        return log1p.add(new BigDecimal(Math.max(x, 0)), DIGITS);
    }

    static BigDecimal sigmoid(double x) {
        return BigDecimal.ONE.divide(exp(-x).add(BigDecimal.ONE, DIGITS), DIGITS);
    }

    static BigDecimal tanh(double x) {
        if (Math.abs(x) < 1e-9) {
            BigDecimal exact = new BigDecimal(x);
            return exact.subtract(exact.pow(3).divide(BigDecimal.valueOf(3), DIGITS), DIGITS);
        }
        BigDecimal e = exp(new BigDecimal(x).multiply(TWO));
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
