/**
 * The loops over arrays, behind one interface: {@link org.hypnos.autodiff.internal.kernels.Kernels}.
 *
 * <p>{@link org.hypnos.autodiff.internal.kernels.FloatKernels} is plain Java and complete; {@link
 * org.hypnos.autodiff.internal.kernels.FloatVectorKernels} replaces its hot loops by the Vector API, with the same
 * bits. Their twins for double, and the vector forms of {@link org.hypnos.autodiff.internal.kernels.FloatFunctions} and {@link
 * org.hypnos.autodiff.internal.kernels.FloatUpdates}, are generated from these sources by {@code src/main/generator/KernelGenerator.java}; only the numbers in {@code
 * FloatConstants} and {@code DoubleConstants} are written for each precision. Functions that training seldom needs (the error
 * function, log gamma and its derivatives, powers, the normal quantile) are computed in double for both.
 *
 * <p>Every element is computed by add, subtract, multiply, divide, square root and fused multiply-add in a fixed order.
 * Nothing here may call {@code Math} but for sqrt, abs, fma, min and max, or reduce lanes of floats.
 */
@NullMarked
package org.hypnos.autodiff.internal.kernels;

import org.jspecify.annotations.NullMarked;
