package org.hypnos.autodiff.internal.kernels;

/** A function of one number. */
public enum MapFunction {
    NEG,
    ABS,
    SQUARE,
    SQRT,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    TANH,
    SIGMOID,
    SOFTPLUS,
    LOG_SIGMOID,
    ERF,
    LGAMMA,
    DIGAMMA,
    TRIGAMMA
}
