package org.hypnos.core.inference;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import org.hypnos.autodiff.Tensor;

/**
 * Some data: tensors by name, each with the data on its first axis.
 *
 * @param values all of them
 * @param inputNames those that programs are conditioned on, such as labels; all others are observations
 */
public record Batch(ImmutableMap<String, Tensor> values, ImmutableSet<String> inputNames) {
    /** What programs are conditioned on, and never explain. */
    public ImmutableMap<String, Tensor> inputs() {
        return ImmutableMap.copyOf(Maps.filterKeys(values, inputNames::contains));
    }
}
