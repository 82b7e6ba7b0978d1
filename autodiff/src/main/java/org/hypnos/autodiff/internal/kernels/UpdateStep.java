package org.hypnos.autodiff.internal.kernels;

/** The numbers of one step of an update rule; the formulas stand in {@link FloatUpdates}. */
public sealed interface UpdateStep {
    double rate();

    record Gradient(double rate) implements UpdateStep {}

    record Momentum(double rate, double momentum) implements UpdateStep {}

    record Nesterov(double rate, double momentum) implements UpdateStep {}

    record RmsProp(double rate, double decay, double epsilon) implements UpdateStep {}

    record Adagrad(double rate, double epsilon) implements UpdateStep {}

    record Adadelta(double rate, double decay, double epsilon) implements UpdateStep {}

    /**
     * Adam's.
     *
     * @param rate divided by 1 - b1^t
     * @param secondCorrection 1 - b2^t
     * @param shrink what the parameter is multiplied by first
     */
    record Adam(double rate, double b1, double b2, double epsilon, double secondCorrection, double shrink)
            implements UpdateStep {}
}
