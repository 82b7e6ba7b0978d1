package org.hypnos.testkit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.LongStream;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;

/**
 * A plugin, and what its author says of it.
 *
 * @param provider of the plugin
 * @param options with which everything is checked but the options themselves
 * @param claims for each phase and each side that it moves, at least one
 * @param contradictions options that each are right but not together, and a part of what the refusal says
 * @param bars how it is to learn
 */
public record PluginCase(
        InferenceProvider provider,
        ImmutableMap<String, String> options,
        ImmutableList<GradientClaim> claims,
        ImmutableMap<ImmutableMap<String, String>, String> contradictions,
        Bars bars) {
    private static final int MOST_STEPS = 1000;

    /**
     * Learning of bars by a network of 15 causes and 25 pixels, in batches of 100, by Adam from 0.02 along half a cosine.
     *
     * @param steps how many the training takes
     * @param most the exact NLL, in nats, that it has to come below; 3.2508 is the best possible, 12.15 what independent
     *     pixels reach
     */
    public record Bars(int steps, double most) {}

    InferenceAlgorithm algorithm(Programs programs) {
        return provider.create(programs, provider.options().parse(options));
    }

    ImmutableList<Phase> phases(Programs programs) {
        return phases(algorithm(programs));
    }

    /** Those phases that take part in any of the first steps. */
    static ImmutableList<Phase> phases(InferenceAlgorithm algorithm) {
        return algorithm.phases().stream()
                .filter(phase -> firstStep(phase) < MOST_STEPS)
                .collect(toImmutableList());
    }

    /** The one of {@link #phases(Programs)} that is called {@code name}. */
    Phase phase(String name, Programs programs) {
        ImmutableList<Phase> phases = phases(programs);
        return phases.stream()
                .filter(phase -> phase.name().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("there is no phase '" + name + "'; there are "
                        + phases.stream().map(Phase::name).toList()));
    }

    /** The first step of a training in which {@code phase} takes part. */
    static long firstStep(Phase phase) {
        return LongStream.range(0, MOST_STEPS).filter(phase.due()).findFirst().orElse(MOST_STEPS);
    }
}
