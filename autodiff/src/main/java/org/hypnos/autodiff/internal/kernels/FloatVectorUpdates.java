package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatVectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Adam's update of {@link FloatUpdates} by vectors: parameters come in rows too short for the compiler's own. */
final class FloatVectorUpdates {
    private static final int LANES = SPECIES.length();

    private FloatVectorUpdates() {}

    static void adam(float[] g, int atG, float[] x, float[] m, float[] v, int at, int n, Kernels.AdamStep step) {
        int bound = SPECIES.loopBound(n);
        FloatVector rate = FloatVectorLanes.lane((float) step.rate());
        FloatVector b1 = FloatVectorLanes.lane((float) step.b1());
        FloatVector b2 = FloatVectorLanes.lane((float) step.b2());
        FloatVector new1 = FloatVectorLanes.lane(1 - (float) step.b1());
        FloatVector new2 = FloatVectorLanes.lane(1 - (float) step.b2());
        FloatVector epsilon = FloatVectorLanes.lane((float) step.epsilon());
        FloatVector inverseCorrection = FloatVectorLanes.lane((float) (1 / step.secondCorrection()));
        for (int i = 0; i < bound; i += LANES) {
            FloatVector slope = load(g, atG + i);
            FloatVector mean = b1.fma(load(m, at + i), new1.mul(slope));
            FloatVector square = b2.fma(load(v, at + i), new2.mul(slope.mul(slope)));
            mean.intoArray(m, at + i);
            square.intoArray(v, at + i);
            FloatVector scale = square.mul(inverseCorrection).sqrt().add(epsilon);
            load(x, at + i).sub(rate.mul(mean).div(scale)).intoArray(x, at + i);
        }
        FloatUpdates.adam(g, atG + bound, x, m, v, at + bound, n - bound, step);
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
