package org.hypnos.autodiff.internal.kernels;

/** Powers of positive numbers, computed in double for both precisions. */
final class Powers {
    private Powers() {}

    /**
     * exp(y log(x)); 1 where y is 0, NaN for negative x. In FLOAT32 within a unit in the last place; in FLOAT64 within 2 + 3
     * |y log(x)| units, which is what exp makes of the rounding of its argument.
     */
    static double pow(double x, double y) {
        return y == 0 ? 1 : DoubleFunctions.exp(y * DoubleLogarithm.log(x));
    }
}
