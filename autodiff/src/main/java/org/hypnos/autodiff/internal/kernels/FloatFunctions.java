package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.EXP_HIGHEST;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.EXP_LOWEST;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.LN2_HIGH;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.LN2_LOW;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.LOG2_E;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SHIFT;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.TANH_SATURATED;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.abs;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.add;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.div;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.fma;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.ifNegative;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.lane;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.max;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.min;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.mul;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.neg;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.power;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.scale;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.sub;

/**
 * Transcendental functions without branches. From this one source follow the forms for double (where lines that start
 * with {@code //64} count) and, with vectors for numbers, those of the vector engine.
 */
final class FloatFunctions {
    private FloatFunctions() {}

    /** exp(x) = 2^n exp(r), with n the whole number next to x / ln 2, and r within ln 2 / 2. */
    static float exp(float x) {
        float clamped = min(max(x, EXP_LOWEST), EXP_HIGHEST);
        float shifted = fma(clamped, LOG2_E, SHIFT);
        float r = remainder(clamped, sub(shifted, SHIFT));
        return scale(add(expm1Near0(r), 1f), shifted);
    }

    /** 1 / (1 + exp(-x)), from exp(-|x|), which does not overflow. */
    static float sigmoid(float x) {
        float e = exp(neg(abs(x)));
        return div(ifNegative(x, e, lane(1f)), add(e, 1f));
    }

    /** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)). */
    static float softplus(float x) {
        return add(max(x, 0f), log1pUpTo1(exp(neg(abs(x)))));
    }

    /** -log(1 + exp(-x)). */
    static float logSigmoid(float x) {
        return sub(min(x, 0f), log1pUpTo1(exp(neg(abs(x)))));
    }

    /** tanh(|x|) = -t / (2 + t) with t = exp(-2 |x|) - 1 = 2^n (exp(r) - 1) + 2^n - 1, which is exact near 0. */
    static float tanh(float x) {
        float y = neg(min(mul(abs(x), 2f), TANH_SATURATED));
        float shifted = fma(y, LOG2_E, SHIFT);
        float power = power(shifted);
        float t = fma(expm1Near0(remainder(y, sub(shifted, SHIFT))), power, sub(power, 1f));
        float magnitude = div(neg(t), add(t, 2f));
        return ifNegative(x, neg(magnitude), magnitude);
    }

    /** log(1 + e) for e in [0, 1]: 2 (s + s^3/3 + s^5/5 + ...) with s = e / (2 + e). */
    static float log1pUpTo1(float e) {
        float s = div(e, add(e, 2f));
        float z = mul(s, s);
        float p = lane(1f / 13);
        // 64 p = fma(lane(1d / 31), z, 1d / 29);
        // 64 p = fma(p, z, 1d / 27);
        // 64 p = fma(p, z, 1d / 25);
        // 64 p = fma(p, z, 1d / 23);
        // 64 p = fma(p, z, 1d / 21);
        // 64 p = fma(p, z, 1d / 19);
        // 64 p = fma(p, z, 1d / 17);
        // 64 p = fma(p, z, 1d / 15);
        // 64 p = fma(p, z, 1d / 13);
        p = fma(p, z, 1f / 11);
        p = fma(p, z, 1f / 9);
        p = fma(p, z, 1f / 7);
        p = fma(p, z, 1f / 5);
        p = fma(p, z, 1f / 3);
        float twice = add(s, s);
        return fma(mul(twice, z), p, twice);
    }

    /** x - n ln 2. */
    private static float remainder(float x, float n) {
        return fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    }

    /** exp(r) - 1 = r + r^2/2! + r^3/3! + ... for |r| up to ln 2 / 2. */
    private static float expm1Near0(float r) {
        float p = lane(1f / 5040);
        // 64 p = fma(lane(1d / 6227020800L), r, 1d / 479001600);
        // 64 p = fma(p, r, 1d / 39916800);
        // 64 p = fma(p, r, 1d / 3628800);
        // 64 p = fma(p, r, 1d / 362880);
        // 64 p = fma(p, r, 1d / 40320);
        // 64 p = fma(p, r, 1d / 5040);
        p = fma(p, r, 1f / 720);
        p = fma(p, r, 1f / 120);
        p = fma(p, r, 1f / 24);
        p = fma(p, r, 1f / 6);
        p = fma(p, r, 1f / 2);
        return fma(mul(r, r), p, r);
    }
}
