package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DescentState;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.NearestName;

/**
 * All that a training goes on from. Draws, orders of data and schedules follow from the seed and the step.
 *
 * @param step the number of the next step
 * @param parameters by their full names
 * @param descents of the parameters that are not frozen, by the same names
 */
public record TrainingState(
        long step, ImmutableMap<String, Tensor> parameters, ImmutableMap<String, DescentState> descents) {
    private static final String OPTIMIZER = "optimizer/";

    /**
     * {@return everything as tensors: parameters by their names, and what optimizers remember as {@code
     * optimizer/name/1} and so on}
     */
    public ImmutableMap<String, Tensor> tensors() {
        ImmutableMap.Builder<String, Tensor> all = ImmutableMap.builder();
        all.putAll(parameters);
        descents.forEach((name, descent) -> {
            for (int i = 0; i < descent.remembered().size(); i++) {
                all.put(memory(name, i), descent.remembered().get(i));
            }
        });
        return all.buildOrThrow();
    }

    /** {@return how often each descent has begun a step, by the parameter's name} */
    public ImmutableMap<String, Long> counts() {
        ImmutableMap.Builder<String, Long> counts = ImmutableMap.builder();
        descents.forEach((name, descent) -> counts.put(name, descent.steps()));
        return counts.buildOrThrow();
    }

    /**
     * {@return the state of which {@link #tensors} and {@link #counts} told}
     *
     * @param step the number of the next step
     * @param tensors what {@link #tensors} told
     * @param counts what {@link #counts} told
     */
    public static TrainingState of(long step, Map<String, Tensor> tensors, Map<String, Long> counts) {
        Map<String, Tensor> parameters = new LinkedHashMap<>(tensors);
        ImmutableMap.Builder<String, DescentState> descents = ImmutableMap.builder();
        counts.forEach((name, count) -> {
            ImmutableList<Tensor> memories = memories(name, tensors);
            descents.put(name, new DescentState(count, memories));
            for (int i = 0; i < memories.size(); i++) {
                parameters.remove(memory(name, i));
            }
        });
        return new TrainingState(step, ImmutableMap.copyOf(parameters), descents.buildOrThrow());
    }

    private static ImmutableList<Tensor> memories(String name, Map<String, Tensor> tensors) {
        ImmutableList.Builder<Tensor> memories = ImmutableList.builder();
        for (int i = 0; tensors.containsKey(memory(name, i)); i++) {
            memories.add(tensors.get(memory(name, i)));
        }
        return memories.build();
    }

    private static String memory(String name, int i) {
        return OPTIMIZER + name + "/" + (i + 1);
    }

    /** Looks whether {@code found} holds just what is {@code expected}; {@code what} they are is told. */
    static void checkNames(String what, Iterable<String> expected, Map<String, ?> found) {
        ImmutableList<String> names = ImmutableList.copyOf(expected);
        for (String name : names) {
            checkArgument(
                    found.containsKey(name),
                    "%s of '%s' is missing; %s",
                    what,
                    name,
                    NearestName.suggestion(name, found.keySet()));
        }
        for (String name : found.keySet()) {
            checkArgument(
                    names.contains(name),
                    "%s of '%s' belongs to no parameter of this training; is it of another model?",
                    what,
                    name);
        }
    }
}
