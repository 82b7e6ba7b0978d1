package org.hypnos.autodiff.internal.kernels;

/** A function of two numbers; comparisons give one or zero. */
public enum ZipFunction {
    ADD,
    SUB,
    MUL,
    DIV,
    MAX,
    MIN,
    POW,
    GREATER,
    EQUAL
}
