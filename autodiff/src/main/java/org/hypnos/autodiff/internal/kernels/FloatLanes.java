package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.BIAS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.MANTISSA_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SHIFT_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SIGN_SHIFT;

/** The operations that {@link FloatFunctions} is written in, on one number; the vector form works on many. */
final class FloatLanes {
    private FloatLanes() {}

    static float lane(float x) {
        return x;
    }

    static float add(float x, float y) {
        return x + y;
    }

    static float sub(float x, float y) {
        return x - y;
    }

    static float mul(float x, float y) {
        return x * y;
    }

    static float div(float x, float y) {
        return x / y;
    }

    static float fma(float x, float y, float z) {
        return Math.fma(x, y, z);
    }

    static float min(float x, float y) {
        return Math.min(x, y);
    }

    static float max(float x, float y) {
        return Math.max(x, y);
    }

    static float abs(float x) {
        return Math.abs(x);
    }

    static float neg(float x) {
        return -x;
    }

    /** x 2^n, in two factors so that neither overflows, for the n in the low bits of {@code shifted}. */
    static float scale(float x, float shifted) {
        /*bits*/ int n = Float.floatToRawIntBits(shifted) - SHIFT_BITS;
        /*bits*/ int half = n >> 1;
        return x * power(half) * power(n - half);
    }

    /** 2^n for the n in the low bits of {@code shifted}. */
    static float power(float shifted) {
        return power(Float.floatToRawIntBits(shifted) - SHIFT_BITS);
    }

    private static float power(/*bits*/ int n) {
        return Float.intBitsToFloat((n + BIAS) << MANTISSA_BITS);
    }

    /** {@code then} where the sign bit of {@code x} is set, else {@code otherwise}. */
    static float ifNegative(float x, float then, float otherwise) {
        /*bits*/ int mask = Float.floatToRawIntBits(x) >> SIGN_SHIFT;
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(then) & mask) | (Float.floatToRawIntBits(otherwise) & ~mask));
    }
}
