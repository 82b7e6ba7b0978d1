package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.BIAS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.MANTISSA_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SIGN_SHIFT;

/** The operations that {@link FloatFunctions} and {@link FloatUpdates} are written in, on one number; the vector form works on many. */
final class FloatLanes {
    static final int LANES = 1;

    private FloatLanes() {}

    static float load(float[] x, int at) {
        return x[at];
    }

    static void store(float value, float[] out, int at) {
        out[at] = value;
    }

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

    static float sqrt(float x) {
        return (float) Math.sqrt(x);
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

    /** 2^(n-1) for the n in the low bits of {@code shifted}; 0 for the n below the least exponent plus one. */
    static float halfPower(float shifted) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + (BIAS - 1)) << MANTISSA_BITS);
    }

    /** {@code then} where the sign bit of {@code x} is set, else {@code otherwise}. */
    static float ifNegative(float x, float then, float otherwise) {
        /*bits*/ int mask = Float.floatToRawIntBits(x) >> SIGN_SHIFT;
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(then) & mask) | (Float.floatToRawIntBits(otherwise) & ~mask));
    }

    /** 1 where {@code x} is not zero, else 0. */
    static /*bits*/ int oneIfNotZero(float x) {
        /*bits*/ int magnitude = Float.floatToRawIntBits(x) << 1;
        return (magnitude | -magnitude) >>> SIGN_SHIFT;
    }
}
