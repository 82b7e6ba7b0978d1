package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatLanes.abs;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.add;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.div;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.fma;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.halfPower;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.ifNegative;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.lane;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.max;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.min;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.mul;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.neg;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.sub;

/**
 * Transcendental functions without branches. From this one source follow the forms for double (where comments marked
 * FLOAT64 are code) and, with vectors for numbers, those of the vector engine.
 */
final class FloatFunctions {
    // Constants are lanes too: broadcast once, not where they are used.
    private static final float ZERO = lane(0f);
    private static final float ONE = lane(1f);
    private static final float HALF = lane(0.5f);
    private static final float TWO = lane(2f);
    private static final float MINUS_ONE = lane(-1f);
    private static final float MINUS_TWO = lane(-2f);
    private static final float EXP_LOWEST = lane(FloatConstants.EXP_LOWEST);
    private static final float EXP_HIGHEST = lane(FloatConstants.EXP_HIGHEST);
    private static final float TANH_SATURATED = lane(FloatConstants.TANH_SATURATED);
    private static final float SHIFT = lane(FloatConstants.SHIFT);
    private static final float LOG2_E = lane(FloatConstants.LOG2_E);
    private static final float MINUS_LN2_HIGH = lane(-FloatConstants.LN2_HIGH);
    private static final float MINUS_LN2_LOW = lane(-FloatConstants.LN2_LOW);

    // 1 / k!
    private static final float EXP_2 = lane(1f / 2);
    private static final float EXP_3 = lane(1f / 6);
    private static final float EXP_4 = lane(1f / 24);
    private static final float EXP_5 = lane(1f / 120);
    private static final float EXP_6 = lane(1f / 720);
    private static final float EXP_7 = lane(1f / 5040);
    // FLOAT64: private static final float EXP_8 = lane(1f / 40320);
    // FLOAT64: private static final float EXP_9 = lane(1f / 362880);
    // FLOAT64: private static final float EXP_10 = lane(1f / 3628800);
    // FLOAT64: private static final float EXP_11 = lane(1f / 39916800);
    // FLOAT64: private static final float EXP_12 = lane(1f / 479001600);
    // FLOAT64: private static final float EXP_13 = lane(1f / 6227020800L);

    // 1 / k
    private static final float LOG_3 = lane(1f / 3);
    private static final float LOG_5 = lane(1f / 5);
    private static final float LOG_7 = lane(1f / 7);
    private static final float LOG_9 = lane(1f / 9);
    private static final float LOG_11 = lane(1f / 11);
    private static final float LOG_13 = lane(1f / 13);
    // FLOAT64: private static final float LOG_15 = lane(1f / 15);
    // FLOAT64: private static final float LOG_17 = lane(1f / 17);
    // FLOAT64: private static final float LOG_19 = lane(1f / 19);
    // FLOAT64: private static final float LOG_21 = lane(1f / 21);
    // FLOAT64: private static final float LOG_23 = lane(1f / 23);
    // FLOAT64: private static final float LOG_25 = lane(1f / 25);
    // FLOAT64: private static final float LOG_27 = lane(1f / 27);
    // FLOAT64: private static final float LOG_29 = lane(1f / 29);
    // FLOAT64: private static final float LOG_31 = lane(1f / 31);

    private FloatFunctions() {}

    /** exp(x); 0 where that is below 2^-125 (FLOAT64: 2^-1021), since numbers without a leading one are slow. */
    static float exp(float x) {
        return expBounded(min(max(x, EXP_LOWEST), EXP_HIGHEST));
    }

    /** exp(x) - 1 = 2 (2^(n-1) (exp(r) - 1) + 2^(n-1) - 1/2), of the sign of x also where that is 0. */
    static float expm1(float x) {
        float y = min(max(x, EXP_LOWEST), EXP_HIGHEST);
        float shifted = fma(y, LOG2_E, SHIFT);
        float power = halfPower(shifted);
        float half = abs(fma(expm1Near0(remainder(y, sub(shifted, SHIFT))), power, sub(power, HALF)));
        float magnitude = add(half, half);
        return ifNegative(x, neg(magnitude), magnitude);
    }

    /** exp(-|x|). */
    static float expOfMinusAbs(float x) {
        return expBounded(max(neg(abs(x)), EXP_LOWEST));
    }

    /** exp(x) = 2 2^(n-1) exp(r), with n the whole number next to x / ln 2, and r within ln 2 / 2. */
    private static float expBounded(float x) {
        float shifted = fma(x, LOG2_E, SHIFT);
        float half = mul(add(expm1Near0(remainder(x, sub(shifted, SHIFT))), ONE), halfPower(shifted));
        return add(half, half);
    }

    /** 1 - e / (1 + e), and for negative x e - e e / (1 + e), with e = exp(-|x|), which does not overflow. */
    static float sigmoid(float x) {
        return sigmoid(x, expOfMinusAbs(x));
    }

    /** The sigmoid of x where e = exp(-|x|) is there already. */
    static float sigmoid(float x, float e) {
        float base = ifNegative(x, e, ONE);
        return fma(base, div(e, sub(MINUS_ONE, e)), base);
    }

    /** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)). */
    static float softplus(float x) {
        return add(max(x, ZERO), log1pUpTo1(expOfMinusAbs(x)));
    }

    /** 1 + e. */
    static float onePlus(float e) {
        return add(e, ONE);
    }

    /** x l - softplus(l) without its logarithm: x l - max(l, 0). */
    static float linearLogProb(float x, float l) {
        return fma(x, l, neg(max(l, ZERO)));
    }

    /** -log(1 + exp(-x)). */
    static float logSigmoid(float x) {
        return sub(min(x, ZERO), log1pUpTo1(expOfMinusAbs(x)));
    }

    /** tanh(|x|) = (1 - e) / (1 + e) with e = exp(-2 |x|) = 2^n + 2^n (exp(r) - 1), which is exact near 0. */
    static float tanh(float x) {
        float y = neg(min(mul(abs(x), TWO), TANH_SATURATED));
        float shifted = fma(y, LOG2_E, SHIFT);
        float half = halfPower(shifted);
        float power = add(half, half);
        float m = expm1Near0(remainder(y, sub(shifted, SHIFT)));
        float magnitude = div(sub(ZERO, fma(m, power, sub(power, ONE))), fma(m, power, add(power, ONE)));
        return ifNegative(x, neg(magnitude), magnitude);
    }

    /** log(1 + e) for e in [0, 1]: 2 (s + s^3/3 + s^5/5 + ...) with s = e / (2 + e), where 2 s = e - s e; s is negated. */
    static float log1pUpTo1(float e) {
        float s = div(e, sub(MINUS_TWO, e));
        float z = mul(s, s);
        float p = LOG_13;
        // FLOAT64: p = fma(LOG_31, z, LOG_29);
        // FLOAT64: p = fma(p, z, LOG_27);
        // FLOAT64: p = fma(p, z, LOG_25);
        // FLOAT64: p = fma(p, z, LOG_23);
        // FLOAT64: p = fma(p, z, LOG_21);
        // FLOAT64: p = fma(p, z, LOG_19);
        // FLOAT64: p = fma(p, z, LOG_17);
        // FLOAT64: p = fma(p, z, LOG_15);
        // FLOAT64: p = fma(p, z, LOG_13);
        p = fma(p, z, LOG_11);
        p = fma(p, z, LOG_9);
        p = fma(p, z, LOG_7);
        p = fma(p, z, LOG_5);
        p = fma(p, z, LOG_3);
        return fma(s, fma(mul(z, MINUS_TWO), p, e), e);
    }

    /** x - n ln 2. */
    private static float remainder(float x, float n) {
        return fma(n, MINUS_LN2_LOW, fma(n, MINUS_LN2_HIGH, x));
    }

    /** exp(r) - 1 = r + r^2/2! + r^3/3! + ... for |r| up to ln 2 / 2. */
    private static float expm1Near0(float r) {
        float p = EXP_7;
        // FLOAT64: p = fma(EXP_13, r, EXP_12);
        // FLOAT64: p = fma(p, r, EXP_11);
        // FLOAT64: p = fma(p, r, EXP_10);
        // FLOAT64: p = fma(p, r, EXP_9);
        // FLOAT64: p = fma(p, r, EXP_8);
        // FLOAT64: p = fma(p, r, EXP_7);
        p = fma(p, r, EXP_6);
        p = fma(p, r, EXP_5);
        p = fma(p, r, EXP_4);
        p = fma(p, r, EXP_3);
        p = fma(p, r, EXP_2);
        return fma(mul(r, r), p, r);
    }
}
