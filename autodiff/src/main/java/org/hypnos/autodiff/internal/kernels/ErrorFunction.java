package org.hypnos.autodiff.internal.kernels;

/**
 * The error function: relative error below 3e-16. Computed in double for both precisions: it is rare, and rounding
 * then costs half a unit.
 */
final class ErrorFunction {
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    /** From here on 1 - erf(x) is below half a unit in the last place. */
    private static final double SATURATED = 6;

    private static final double[] SERIES = series(18);

    /** exp(x^2) (1 - erf(x)) for x in [1, 6], in powers of 1 / (x + 2): a minimax fit, error of erf(x) below 3e-17. */
    private static final double[] COMPLEMENT = {
        50.002982106101875,
        -103.16217212207152,
        40.38502717180856,
        73.18424912869439,
        -92.17270439819502,
        38.81986298568592,
        -8.584166198996162,
        5.0005209520466165,
        1.68895946335638,
        1.1528765284286961,
        0.562943975828175,
        2.8569150846878764e-05
    };

    private ErrorFunction() {}

    static double erf(double x) {
        double size = Math.abs(x);
        if (size < 1) {
            return x * Polynomial.at(x * x, SERIES);
        }
        double y = Math.min(size, SATURATED);
        double erf = 1 - DoubleFunctions.exp(-y * y) * Polynomial.at(1 / (y + 2), COMPLEMENT);
        return x < 0 ? -erf : erf;
    }

    /** erf(x) = 2 / sqrt(pi) (x - x^3 / 3 + x^5 / (2! 5) - x^7 / (3! 7) + ...). */
    private static double[] series(int degree) {
        double[] highestFirst = new double[degree + 1];
        double factorial = 1;
        for (int k = 0; k <= degree; k++) {
            factorial *= k == 0 ? 1 : -k;
            highestFirst[degree - k] = TWO_OVER_SQRT_PI / (factorial * (2 * k + 1));
        }
        return highestFirst;
    }
}
