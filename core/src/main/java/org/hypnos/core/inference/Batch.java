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
 * @param step the training step, counted from 0
 * @param size B, the size of the step's whole batch, of which these data may be a shard
 * @param population N, the size of the data set
 */
public record Batch(
        ImmutableMap<String, Tensor> values, ImmutableSet<String> inputNames, long step, int size, int population) {
    /**
     * {@return a whole data set as the batch of step 0}
     *
     * @param values by name, each with the data on its first axis
     * @param inputNames those that programs are conditioned on
     */
    public static Batch of(ImmutableMap<String, Tensor> values, ImmutableSet<String> inputNames) {
        int data =
                values.isEmpty() ? 0 : values.values().iterator().next().shape().dim(0);
        return new Batch(values, inputNames, 0, data, data);
    }

    /** {@return what programs are conditioned on, and never explain, by name} */
    public ImmutableMap<String, Tensor> inputs() {
        return inputNames.isEmpty()
                ? ImmutableMap.of()
                : ImmutableMap.copyOf(Maps.filterKeys(values, inputNames::contains));
    }
}
