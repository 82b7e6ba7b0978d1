package org.hypnos.autodiff.internal.kernels;

/** Horner's rule. */
final class Polynomial {
    private Polynomial() {}

    static double at(double x, double... highestFirst) {
        double sum = 0;
        for (double coefficient : highestFirst) {
            sum = Math.fma(sum, x, coefficient);
        }
        return sum;
    }
}
