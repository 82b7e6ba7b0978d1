package org.hypnos.core.audit;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;

/** Vectors of parameters' numbers. */
final class Vectors {
    private Vectors() {}

    static ImmutableDoubleArray sum(ImmutableDoubleArray a, ImmutableDoubleArray b) {
        return combination(a, 1, b);
    }

    static ImmutableDoubleArray difference(ImmutableDoubleArray a, ImmutableDoubleArray b) {
        return combination(a, -1, b);
    }

    private static ImmutableDoubleArray combination(ImmutableDoubleArray a, double factor, ImmutableDoubleArray b) {
        double[] combination = new double[a.length()];
        Arrays.setAll(combination, i -> a.get(i) + factor * b.get(i));
        return ImmutableDoubleArray.copyOf(combination);
    }

    static double norm(ImmutableDoubleArray vector) {
        return Math.sqrt(dot(vector, vector));
    }

    static double dot(ImmutableDoubleArray a, ImmutableDoubleArray b) {
        double sum = 0;
        for (int i = 0; i < a.length(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }
}
