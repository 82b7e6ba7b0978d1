package org.hypnos.autodiff;

import com.google.common.collect.ImmutableList;

/**
 * What a descent goes on from, beside its parameter.
 *
 * @param steps how many have begun
 * @param remembered by the update rule, each of the parameter's shape
 */
public record DescentState(long steps, ImmutableList<Tensor> remembered) {}
