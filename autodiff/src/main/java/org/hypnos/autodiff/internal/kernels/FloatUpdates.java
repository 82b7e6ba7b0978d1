package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatLanes.LANES;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.add;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.div;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.fma;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.lane;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.load;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.mul;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.sqrt;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.store;
import static org.hypnos.autodiff.internal.kernels.FloatLanes.sub;

/**
 * The optimizers' updates, in one pass over gradient g, memory and parameter x. From this one source follow the forms for
 * double and, with vectors for numbers, those of the vector engine: parameters come in rows too short for the compiler's own.
 *
 * <p>All take n numbers, a multiple of the lanes, from {@code g[atG]} and {@code at} in the other arrays on.
 */
final class FloatUpdates {
    private static final float ONE = lane(1f);

    private FloatUpdates() {}

    static void update(UpdateStep step, float[] g, int atG, float[] x, float[] first, float[] second, int at, int n) {
        if (step instanceof UpdateStep.Adam adam) {
            adam(adam, g, atG, x, first, second, at, n);
        } else if (step instanceof UpdateStep.Gradient gradient) {
            gradient(gradient, g, atG, x, at, n);
        } else if (step instanceof UpdateStep.Momentum momentum) {
            momentum(momentum, g, atG, x, first, at, n);
        } else if (step instanceof UpdateStep.Nesterov nesterov) {
            nesterov(nesterov, g, atG, x, first, at, n);
        } else if (step instanceof UpdateStep.RmsProp rmsProp) {
            rmsProp(rmsProp, g, atG, x, first, at, n);
        } else if (step instanceof UpdateStep.Adagrad adagrad) {
            adagrad(adagrad, g, atG, x, first, at, n);
        } else if (step instanceof UpdateStep.Adadelta adadelta) {
            adadelta(adadelta, g, atG, x, first, second, at, n);
        } else {
            throw new AssertionError(step);
        }
    }

    /** x -= rate g. */
    private static void gradient(UpdateStep.Gradient step, float[] g, int atG, float[] x, int at, int n) {
        float rate = lane((float) step.rate());
        for (int i = 0; i < n; i += LANES) {
            store(sub(load(x, at + i), mul(rate, load(g, atG + i))), x, at + i);
        }
    }

    /** v = momentum v + g, x -= rate v. */
    private static void momentum(UpdateStep.Momentum step, float[] g, int atG, float[] x, float[] v, int at, int n) {
        float rate = lane((float) step.rate());
        float momentum = lane((float) step.momentum());
        for (int i = 0; i < n; i += LANES) {
            float velocity = fma(momentum, load(v, at + i), load(g, atG + i));
            store(velocity, v, at + i);
            store(sub(load(x, at + i), mul(rate, velocity)), x, at + i);
        }
    }

    /** v = momentum v + g, x -= rate (g + momentum v). */
    private static void nesterov(UpdateStep.Nesterov step, float[] g, int atG, float[] x, float[] v, int at, int n) {
        float rate = lane((float) step.rate());
        float momentum = lane((float) step.momentum());
        for (int i = 0; i < n; i += LANES) {
            float slope = load(g, atG + i);
            float velocity = fma(momentum, load(v, at + i), slope);
            store(velocity, v, at + i);
            store(sub(load(x, at + i), mul(rate, fma(momentum, velocity, slope))), x, at + i);
        }
    }

    /** v = decay v + (1 - decay) g g, x -= rate g / (sqrt(v) + epsilon). */
    private static void rmsProp(UpdateStep.RmsProp step, float[] g, int atG, float[] x, float[] v, int at, int n) {
        float rate = lane((float) step.rate());
        float decay = lane((float) step.decay());
        float fresh = sub(ONE, decay);
        float epsilon = lane((float) step.epsilon());
        for (int i = 0; i < n; i += LANES) {
            float slope = load(g, atG + i);
            float square = fma(decay, load(v, at + i), mul(fresh, mul(slope, slope)));
            store(square, v, at + i);
            store(sub(load(x, at + i), div(mul(rate, slope), add(sqrt(square), epsilon))), x, at + i);
        }
    }

    /** v = v + g g, x -= rate g / (sqrt(v) + epsilon). */
    private static void adagrad(UpdateStep.Adagrad step, float[] g, int atG, float[] x, float[] v, int at, int n) {
        float rate = lane((float) step.rate());
        float epsilon = lane((float) step.epsilon());
        for (int i = 0; i < n; i += LANES) {
            float slope = load(g, atG + i);
            float square = fma(slope, slope, load(v, at + i));
            store(square, v, at + i);
            store(sub(load(x, at + i), div(mul(rate, slope), add(sqrt(square), epsilon))), x, at + i);
        }
    }

    /** v = decay v + (1 - decay) g g, d = sqrt(u + epsilon) / sqrt(v + epsilon) g, u = decay u + (1 - decay) d d, x -= rate d. */
    private static void adadelta(
            UpdateStep.Adadelta step, float[] g, int atG, float[] x, float[] v, float[] u, int at, int n) {
        float rate = lane((float) step.rate());
        float decay = lane((float) step.decay());
        float fresh = sub(ONE, decay);
        float epsilon = lane((float) step.epsilon());
        for (int i = 0; i < n; i += LANES) {
            float slope = load(g, atG + i);
            float square = fma(decay, load(v, at + i), mul(fresh, mul(slope, slope)));
            float moved = load(u, at + i);
            float delta = mul(div(sqrt(add(moved, epsilon)), sqrt(add(square, epsilon))), slope);
            store(square, v, at + i);
            store(fma(decay, moved, mul(fresh, mul(delta, delta))), u, at + i);
            store(sub(load(x, at + i), mul(rate, delta)), x, at + i);
        }
    }

    /** m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, x = shrink x - rate m / (sqrt(v / c2) + epsilon). */
    private static void adam(UpdateStep.Adam step, float[] g, int atG, float[] x, float[] m, float[] v, int at, int n) {
        float rate = lane((float) step.rate());
        float b1 = lane((float) step.b1());
        float b2 = lane((float) step.b2());
        float fresh1 = sub(ONE, b1);
        float fresh2 = sub(ONE, b2);
        float epsilon = lane((float) step.epsilon());
        float inverseCorrection = lane((float) (1 / step.secondCorrection()));
        float shrink = lane((float) step.shrink());
        for (int i = 0; i < n; i += LANES) {
            float slope = load(g, atG + i);
            float mean = fma(b1, load(m, at + i), mul(fresh1, slope));
            float square = fma(b2, load(v, at + i), mul(fresh2, mul(slope, slope)));
            store(mean, m, at + i);
            store(square, v, at + i);
            float delta = div(mul(rate, mean), add(sqrt(mul(square, inverseCorrection)), epsilon));
            store(sub(mul(shrink, load(x, at + i)), delta), x, at + i);
        }
    }
}
