package org.hypnos.autodiff.internal.kernels;

/** What the functions need to know about 64-bit numbers; {@link FloatConstants} has the same names. */
final class DoubleConstants {
    static final int MANTISSA_BITS = 52;
    static final int BIAS = 1023;
    static final int SIGN_SHIFT = 63;
    /** Added to a small number, leaves it rounded to a whole one in the low bits. */
    static final double SHIFT = 0x1.8p52;

    static final long ONE_BITS = 0x3FF0000000000000L;
    static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
    /** From here down exp is 0; from {@link #EXP_HIGHEST} up it is infinite. */
    static final double EXP_LOWEST = -708.5;

    static final double EXP_HIGHEST = 710;
    /** From here on 1 - tanh(x/2) is below half a unit in the last place. */
    static final double TANH_SATURATED = 80;

    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0.6931471805599453;
    static final double LN2_LOW = 2.3190468138462996e-17;
    static final double MIN_NORMAL = Double.MIN_NORMAL;

    private DoubleConstants() {}
}
