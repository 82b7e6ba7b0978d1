package org.hypnos.core.audit;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * One explanation of a datum.
 *
 * @param values by site, the elements of each in order; where data are explained together, by {@code site@position}
 * @param probability p(h given x)
 */
public record Cause(ImmutableMap<String, ImmutableDoubleArray> values, double probability) {}
