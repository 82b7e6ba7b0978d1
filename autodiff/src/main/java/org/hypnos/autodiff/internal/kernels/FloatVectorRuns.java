package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** {@link FloatRuns} by vectors of at most 16 numbers: where each run begins is too much for the compiler's own. */
final class FloatVectorRuns extends FloatRuns {
    private static final int LANES = SPECIES.length();
    private static final FloatVector ZERO = FloatVectorLanes.lane(0);
    private static final FloatVector ONE = FloatVectorLanes.lane(1);

    @Override
    float dot(float[] x, int atX, float[] y, int atY, int n, float[] partial) {
        for (int lane = 0; lane < MULTIPLE; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES); // a constant would keep the sums of the loop in objects
            for (int k = lane; k < n; k += MULTIPLE) {
                sum = load(x, atX + k).fma(load(y, atY + k), sum);
            }
            sum.intoArray(partial, lane);
        }
        return FloatReductions.tree(partial);
    }

    @Override
    void addScaled(float a, float[] x, int atX, float[] out, int at, int n) {
        FloatVector factor = FloatVectorLanes.lane(a);
        for (int k = 0; k < n; k += LANES) {
            factor.fma(load(x, atX + k), load(out, at + k)).intoArray(out, at + k);
        }
    }

    @Override
    void moveThroughSigmoid(float[] g, int atG, float[] y, int atY, float[] out, int n) {
        for (int k = 0; k < n; k += LANES) {
            FloatVector state = load(y, atY + k);
            load(g, atG + k).fma(state.mul(ONE.sub(state)), load(out, k)).intoArray(out, k);
            ZERO.intoArray(g, atG + k);
        }
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
