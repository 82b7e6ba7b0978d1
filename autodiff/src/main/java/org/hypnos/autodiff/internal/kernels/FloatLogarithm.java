package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.LN2_HIGH;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.LN2_LOW;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.MANTISSA_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.MIN_NORMAL;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SQRT_HALF_BITS;

/** The natural logarithm of any number. */
final class FloatLogarithm {
    private static final float DENORMAL_SCALE = 1L << 54;

    private static final float SQRT_HALF = Float.intBitsToFloat(SQRT_HALF_BITS);

    private FloatLogarithm() {}

    /** log(x) = k ln 2 + log(1 + f), with 1 + f between sqrt(1/2) and sqrt(2). */
    static float log(float x) {
        if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
            return x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
        }
        boolean denormal = x < MIN_NORMAL;
        /*bits*/ int bits = Float.floatToRawIntBits(denormal ? x * DENORMAL_SCALE : x);
        /*bits*/ int n = (bits - SQRT_HALF_BITS) >> MANTISSA_BITS;
        float f = Float.intBitsToFloat(bits - (n << MANTISSA_BITS)) - 1f;
        float k = denormal ? n - 54 : n;
        return ofRest(f, k);
    }

    /** log(1 + x), within 2 units in the last place. */
    static float log1p(float x) {
        if (x > SQRT_HALF - 1 && x < 2 * SQRT_HALF - 1) {
            return x == 0 ? x : ofRest(x, 0);
        }
        float sum = 1 + x;
        if (!(sum > 0) || sum == Float.POSITIVE_INFINITY) {
            return log(sum);
        }
        float lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
        return log(sum) + lost / sum;
    }

    /** k ln 2 + log(1 + f), with 1 + f between sqrt(1/2) and sqrt(2). */
    private static float ofRest(float f, float k) {
        // log(1 + f) = f - f^2/2 + s (f^2/2 + R) with s = f / (2 + f), R = 2 (s^2/3 + s^4/5 + ...)
        float s = f / (2f + f);
        float z = s * s;
        float p = 1f / 11;
        // FLOAT64: p = Math.fma(1d / 23, z, 1d / 21);
        // FLOAT64: p = Math.fma(p, z, 1d / 19);
        // FLOAT64: p = Math.fma(p, z, 1d / 17);
        // FLOAT64: p = Math.fma(p, z, 1d / 15);
        // FLOAT64: p = Math.fma(p, z, 1d / 13);
        // FLOAT64: p = Math.fma(p, z, 1d / 11);
        p = Math.fma(p, z, 1f / 9);
        p = Math.fma(p, z, 1f / 7);
        p = Math.fma(p, z, 1f / 5);
        p = Math.fma(p, z, 1f / 3);
        float half = 0.5f * f * f;
        float small = Math.fma(s, half + 2f * z * p, k * LN2_LOW);
        return Math.fma(k, LN2_HIGH, f - (half - small));
    }
}
