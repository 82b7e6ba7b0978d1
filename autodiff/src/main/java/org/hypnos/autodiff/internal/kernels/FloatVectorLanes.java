package org.hypnos.autodiff.internal.kernels;

import static org.hypnos.autodiff.internal.kernels.FloatConstants.MANTISSA_BITS;
import static org.hypnos.autodiff.internal.kernels.FloatConstants.SIGN_SHIFT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link FloatLanes} on a vector of numbers. */
final class FloatVectorLanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    // Broadcast once: a broadcast where it is used may be too deep for the compiler to inline.
    private static final IntVector BIAS_LESS_1 =
            IntVector.broadcast(IntVector.SPECIES_PREFERRED, FloatConstants.BIAS - 1);
    private static final IntVector ONE_BITS = IntVector.broadcast(IntVector.SPECIES_PREFERRED, FloatConstants.ONE_BITS);

    private FloatVectorLanes() {}

    static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }

    static void store(FloatVector value, float[] out, int at) {
        value.intoArray(out, at);
    }

    static FloatVector lane(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }

    static FloatVector add(FloatVector x, FloatVector y) {
        return x.add(y);
    }

    static FloatVector sub(FloatVector x, FloatVector y) {
        return x.sub(y);
    }

    static FloatVector mul(FloatVector x, FloatVector y) {
        return x.mul(y);
    }

    static FloatVector div(FloatVector x, FloatVector y) {
        return x.div(y);
    }

    static FloatVector fma(FloatVector x, FloatVector y, FloatVector z) {
        return x.fma(y, z);
    }

    static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    static FloatVector min(FloatVector x, FloatVector y) {
        return x.min(y);
    }

    static FloatVector max(FloatVector x, FloatVector y) {
        return x.max(y);
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector neg(FloatVector x) {
        return x.neg();
    }

    static FloatVector halfPower(FloatVector shifted) {
        return shifted.reinterpretAsInts()
                .add(BIAS_LESS_1)
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .reinterpretAsFloats();
    }

    static FloatVector ifNegative(FloatVector x, FloatVector then, FloatVector otherwise) {
        IntVector mask = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, SIGN_SHIFT);
        IntVector kept = otherwise.reinterpretAsInts();
        IntVector changed = then.reinterpretAsInts().lanewise(VectorOperators.XOR, kept);
        return changed.lanewise(VectorOperators.AND, mask)
                .lanewise(VectorOperators.XOR, kept)
                .reinterpretAsFloats();
    }

    /** One where {@code x}, whose size is below 2, is negative, else zero: the sign bit, but where NaN has the next bit too. */
    static FloatVector oneIfNegative(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector negative = bits.lanewise(VectorOperators.AND_NOT, bits.lanewise(VectorOperators.LSHL, 1));
        return negative.lanewise(VectorOperators.ASHR, SIGN_SHIFT)
                .lanewise(VectorOperators.AND, ONE_BITS)
                .reinterpretAsFloats();
    }

    /** Whole numbers: 1 where {@code x} is not zero, else 0. */
    static IntVector oneIfNotZero(FloatVector x) {
        IntVector magnitude = x.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
        return magnitude.lanewise(VectorOperators.OR, magnitude.neg()).lanewise(VectorOperators.LSHR, SIGN_SHIFT);
    }
}
