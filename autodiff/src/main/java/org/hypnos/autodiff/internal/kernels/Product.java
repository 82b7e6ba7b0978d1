package org.hypnos.autodiff.internal.kernels;

/**
 * A matrix product [m, k] [k, n], dense and row by row in memory.
 *
 * @param leftTransposed whether the left side is stored as [k, m]
 * @param rightTransposed whether the right side is stored as [n, k]
 */
public record Product(int m, int k, int n, boolean leftTransposed, boolean rightTransposed) {}
