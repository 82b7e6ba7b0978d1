package org.hypnos.autodiff.internal.kernels;

/**
 * The standard normal quantile: the number below which a normal draw falls with a given probability.
 *
 * <p>Algorithm AS 241, PPND16 (Wichura 1988): relative error about 1e-16. Computed in double for both precisions.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits that the source gives
final class NormalQuantile {
    private static final double[] CENTRE_NUMERATOR = {
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608
    };
    private static final double[] CENTRE_DENOMINATOR = {
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1
    };
    private static final double[] MIDDLE_NUMERATOR = {
        7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734
    };
    private static final double[] MIDDLE_DENOMINATOR = {
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        .0151986665636164571966,
        .14810397642748007459,
        .68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1
    };
    private static final double[] TAIL_NUMERATOR = {
        2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386, .026532189526576123093,
        .29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772
    };
    private static final double[] TAIL_DENOMINATOR = {
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        .0148753612908506148525,
        .13692988092273580531,
        .59983220655588793769,
        1
    };

    private NormalQuantile() {}

    /** The quantile of {@code p} in (0, 1). */
    static double of(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * ratio(CENTRE_NUMERATOR, CENTRE_DENOMINATOR, r);
        }
        double r = Math.sqrt(-DoubleLogarithm.log(Math.min(p, 1 - p)));
        double size = r <= 5
                ? ratio(MIDDLE_NUMERATOR, MIDDLE_DENOMINATOR, r - 1.6)
                : ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, r - 5);
        return q < 0 ? -size : size;
    }

    private static double ratio(double[] numerator, double[] denominator, double x) {
        return Polynomial.at(x, numerator) / Polynomial.at(x, denominator);
    }
}
