package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.BIAS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.MANTISSA_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.ONE_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SHIFT_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SIGN_SHIFT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link FloatLanes} on a vector of numbers. */
final class FloatVectorLanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private FloatVectorLanes() {}

    static FloatVector lane(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }

    static FloatVector add(FloatVector x, FloatVector y) {
        return x.add(y);
    }

    static FloatVector add(FloatVector x, float y) {
        return x.add(lane(y));
    }

    static FloatVector sub(FloatVector x, FloatVector y) {
        return x.sub(y);
    }

    static FloatVector sub(FloatVector x, float y) {
        return x.sub(lane(y));
    }

    static FloatVector mul(FloatVector x, FloatVector y) {
        return x.mul(y);
    }

    static FloatVector mul(FloatVector x, float y) {
        return x.mul(lane(y));
    }

    static FloatVector div(FloatVector x, FloatVector y) {
        return x.div(y);
    }

    static FloatVector fma(FloatVector x, FloatVector y, FloatVector z) {
        return x.fma(y, z);
    }

    static FloatVector fma(FloatVector x, FloatVector y, float z) {
        return x.fma(y, lane(z));
    }

    static FloatVector fma(FloatVector x, float y, FloatVector z) {
        return x.fma(lane(y), z);
    }

    static FloatVector fma(FloatVector x, float y, float z) {
        return x.fma(lane(y), lane(z));
    }

    static FloatVector min(FloatVector x, float y) {
        return x.min(lane(y));
    }

    static FloatVector max(FloatVector x, float y) {
        return x.max(lane(y));
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector neg(FloatVector x) {
        return x.neg();
    }

    static FloatVector scale(FloatVector x, FloatVector shifted) {
        IntVector n = shifted.reinterpretAsInts().sub(SHIFT_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        return x.mul(power(half)).mul(power(n.sub(half)));
    }

    static FloatVector power(FloatVector shifted) {
        return power(shifted.reinterpretAsInts().sub(SHIFT_BITS));
    }

    private static FloatVector power(IntVector n) {
        return n.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }

    static FloatVector ifNegative(FloatVector x, FloatVector then, FloatVector otherwise) {
        IntVector mask = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, SIGN_SHIFT);
        IntVector kept = otherwise.reinterpretAsInts();
        IntVector changed = then.reinterpretAsInts().lanewise(VectorOperators.XOR, kept);
        return changed.lanewise(VectorOperators.AND, mask)
                .lanewise(VectorOperators.XOR, kept)
                .reinterpretAsFloats();
    }

    /** One where the sign bit of {@code x} is set, else zero. */
    static FloatVector oneIfNegative(FloatVector x) {
        IntVector mask = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, SIGN_SHIFT);
        return mask.lanewise(VectorOperators.AND, ONE_BITS).reinterpretAsFloats();
    }
}
