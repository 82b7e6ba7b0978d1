package org.hypnos.autodiff.internal.kernels;

/** What the functions need to know about 32-bit numbers; {@link DoubleConstants} has the same names. */
@SuppressWarnings("FloatingPointLiteralPrecision") // rounded as they should be
final class FloatConstants {
    static final int MANTISSA_BITS = 23;
    static final int BIAS = 127;
    static final int SIGN_SHIFT = 31;
    /** Added to a small number, leaves it rounded to a whole one in the low bits. */
    static final float SHIFT = 0x1.8p23f;

    static final int ONE_BITS = 0x3F800000;
    static final int SQRT_HALF_BITS = 0x3F3504F3;
    /** From here down exp is 0; from {@link #EXP_HIGHEST} up it is infinite. */
    static final float EXP_LOWEST = -87.5f;

    static final float EXP_HIGHEST = 89f;
    /** From here on 1 - tanh(x/2) is below half a unit in the last place. */
    static final float TANH_SATURATED = 40f;

    static final float LOG2_E = 1.44269504f;
    static final float LN2_HIGH = 0.693147182f;
    static final float LN2_LOW = -1.90465421e-9f;
    static final float MIN_NORMAL = Float.MIN_NORMAL;

    private FloatConstants() {}
}
