package org.hypnos.distributions;

/**
 * Log-probabilities of counts from what is small, the deviance and the rest of log-factorials, instead of differences of large
 * log-factorials (Loader, Fast and accurate computation of binomial probabilities, 2000). Counts may be any numbers from zero
 * on.
 */
final class SaddlePoint {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    /** From here on the series of Stirling's error is exact to double. */
    private static final double LARGE = 16;

    private static final double[] RESTS = new double[256];

    static {
        for (int x = 1; x < RESTS.length; x++) {
            RESTS[x] = computedRest(x);
        }
    }

    private SaddlePoint() {}

    /** log(x!) - x log(x) + x, for x > 0: Stirling's log(2 pi x) / 2 and its error. */
    static double rest(double x) {
        return x < RESTS.length && x == Math.rint(x) ? RESTS[(int) x] : computedRest(x);
    }

    private static double computedRest(double x) {
        return HALF_LOG_TWO_PI + 0.5 * StrictMath.log(x) + stirlingError(x);
    }

    /** log(x!) - ((x + 1/2) log(x) - x + log(2 pi) / 2), which falls from one number to the next by (x + 1/2) log(1 + 1/x) - 1. */
    static double stirlingError(double x) {
        double error = 0;
        double y = x;
        for (; y < LARGE; y++) {
            error += (y + 0.5) * StrictMath.log1p(1 / y) - 1;
        }
        return error + series(y);
    }

    /** 1/(12 x) - 1/(360 x^3) + 1/(1260 x^5) - 1/(1680 x^7) + 1/(1188 x^9). */
    private static double series(double x) {
        double z = 1 / x / x;
        return (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / x;
    }

    /** x log(x / mean) + mean - x. */
    static double deviance(double x, double mean) {
        double difference = x - mean;
        double v = difference / (x + mean);
        if (Math.abs(v) < 0.1) {
            return nearMean(x, difference, v);
        }
        double ratio = x / mean;
        boolean fits = ratio > 0 && ratio < Double.POSITIVE_INFINITY;
        return x * (fits ? StrictMath.log(ratio) : StrictMath.log(x) - StrictMath.log(mean)) - difference;
    }

    /** The same where {@code mean} may be too small or too large for a double. */
    static double deviance(double x, double mean, double logMean) {
        return mean >= Double.MIN_NORMAL && mean <= Double.MAX_VALUE
                ? deviance(x, mean)
                : x * (StrictMath.log(x) - logMean) - (x - mean);
    }

    /** With x / mean = (1 + v) / (1 - v), whose logarithm is 2 (v + v^3/3 + v^5/5 + ...). */
    private static double nearMean(double x, double difference, double v) {
        double sum = difference * v;
        double power = 2 * x * v;
        for (int k = 3; ; k += 2) {
            power *= v * v;
            double next = sum + power / k;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }

    /** log(mean^x exp(-mean) / x!). */
    static double poisson(double x, double mean) {
        return x == 0 ? -mean : -rest(x) - deviance(x, mean);
    }

    /** The same where {@code mean} may be too small for a double. */
    static double poisson(double x, double mean, double logMean) {
        return x == 0 ? -mean : -rest(x) - deviance(x, mean, logMean);
    }

    /** log((x + y)! / (x! y!) p^x (1 - p)^y) with p = sigmoid(logit). */
    static double binomial(double x, double y, double logit) {
        if (x == 0) {
            return y == 0 ? 0 : -y * softplus(logit);
        }
        if (y == 0) {
            return -x * softplus(-logit);
        }
        return rest(x + y) - rest(x) - rest(y) - binomialDeviance(x, y, logit);
    }

    /** x log(x / (n p)) + y log(y / (n (1 - p))) with n = x + y and p = sigmoid(logit). */
    static double binomialDeviance(double x, double y, double logit) {
        double n = x + y;
        double logN = StrictMath.log(n);
        return deviance(x, n * sigmoid(logit), logN - softplus(-logit))
                + deviance(y, n * sigmoid(-logit), logN - softplus(logit));
    }

    /** log(1 + exp(x)). */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** 1 / (1 + exp(-x)). */
    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
