package org.hypnos.autodiff.internal.kernels;

/** A function of one number. */
public enum MapFunction {
    NEG,
    EXP,
    LOG,
    SQUARE,
    TANH,
    SIGMOID,
    SOFTPLUS,
    LOG_SIGMOID
}
