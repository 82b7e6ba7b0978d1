package org.hypnos.autodiff.internal.kernels;

/** Indices by lines: line i has {@code index[start[i]], ..., index[start[i + 1] - 1]}, which rise. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Lines(int[] start, int[] index) {}
