package org.hypnos.autodiff.internal.kernels;

/**
 * The logarithm of the gamma function and its derivatives, for positive numbers; NaN for negative ones. Computed in double
 * for both precisions: they are rare, and a form for float would need coefficients of its own.
 *
 * <p>The series are those of Abramowitz and Stegun, 6.1.33, 6.1.41, 6.3.18 and 6.4.12.
 */
final class GammaFunctions {
    /** From here on the asymptotic series are exact to double; smaller numbers are lifted by the recurrences. */
    private static final double LARGE = 10;

    private static final double ONE_MINUS_EULER = 0.42278433509846713;
    private static final double HALF_LOG_TWO_PI_OVER_E = 0.4189385332046727;

    /** (-1)^k (zeta(k) - 1) / k, from k = 27 down to 2. */
    private static final double[] NEAR_2 = {
        -2.7595228851242334e-10, 5.731367241678862e-10, -1.1921401405860912e-09, 2.4836745438024785e-09,
        -5.183475041970047e-09, 1.0838659214896955e-08, -2.2711094608943164e-08, 4.7698101693639804e-08,
        -1.0043224823968099e-07, 2.1207184805554665e-07, -4.492469198764566e-07, 9.55141213040742e-07,
        -2.039215753801366e-06, 4.374866789907488e-06, -9.439488275268397e-06, 2.050721277567069e-05,
        -4.492623673813314e-05, 9.945751278180853e-05, -0.00022315475845357939, 0.0005096695247430425,
        -0.001192753911703261, 0.0028905103307415234, -0.007385551028673986, 0.020580808427784546,
        -0.0673523010531981, 0.3224670334241132
    };

    // From the Bernoulli numbers B: B_2k / (2k (2k - 1)), B_2k / 2k and B_2k.
    private static final double[] STIRLING = {
        1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12
    };
    private static final double[] OF_DIGAMMA = {
        1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12
    };
    private static final double[] OF_TRIGAMMA = {
        -3617.0 / 510, 7.0 / 6, -691.0 / 2730, 5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6
    };

    private GammaFunctions() {}

    /** log(Gamma(x)): relative error below 2e-15 everywhere, its zeros at 1 and 2 included. */
    static double lgamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x < 0.5) {
            return near2(x) - DoubleLogarithm.log1p(x) - DoubleLogarithm.log(x);
        }
        if (x < 1.5) {
            return near2(x - 1) - DoubleLogarithm.log1p(x - 1);
        }
        return x < LARGE ? lifted(x) : stirling(x);
    }

    /** log(Gamma(2 + z)) for |z| up to 1/2. */
    private static double near2(double z) {
        return Math.fma(z * z, Polynomial.at(z, NEAR_2), z * ONE_MINUS_EULER);
    }

    /** Gamma(x) = (x - 1) (x - 2) ... Gamma(y) with y in [1.5, 2.5). */
    private static double lifted(double x) {
        double product = 1;
        double y = x;
        while (y >= 2.5) {
            y -= 1;
            product *= y;
        }
        return near2(y - 2) + DoubleLogarithm.log(product);
    }

    /** (x - 1/2) (log x - 1) + log(2 pi / e) / 2 + 1 / (12 x) - 1 / (360 x^3) + ... */
    private static double stirling(double x) {
        double rest = Polynomial.at(1 / (x * x), STIRLING) / x;
        return Math.fma(x - 0.5, DoubleLogarithm.log(x) - 1, HALF_LOG_TWO_PI_OVER_E + rest);
    }

    /** The derivative of lgamma: error below 2e-15, relative where it is above 1 in size. Its zero is at 1.4616. */
    static double digamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        int lift = lift(x);
        double y = x + lift;
        double z = 1 / (y * y);
        double digamma = DoubleLogarithm.log(y) - 0.5 / y - z * Polynomial.at(z, OF_DIGAMMA);
        for (int i = lift - 1; i >= 0; i--) {
            digamma -= 1 / (x + i);
        }
        return digamma;
    }

    /** The derivative of digamma: relative error below 2e-15. */
    static double trigamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        int lift = lift(x);
        double y = x + lift;
        double z = 1 / (y * y);
        double trigamma = 1 / y + 0.5 * z + z * Polynomial.at(z, OF_TRIGAMMA) / y;
        for (int i = lift - 1; i >= 0; i--) {
            trigamma += 1 / ((x + i) * (x + i));
        }
        return trigamma;
    }

    /** How many ones make {@code x} large. */
    private static int lift(double x) {
        return x < LARGE ? (int) (LARGE - x) + 1 : 0;
    }
}
