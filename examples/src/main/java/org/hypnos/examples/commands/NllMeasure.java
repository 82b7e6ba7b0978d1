package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import java.util.OptionalInt;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.SamplingListener;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Score;
import org.hypnos.examples.networks.Pair;

/**
 * Measures the negative log-likelihood of a run's data.
 *
 * @param split the name of {@code data}
 * @param exact whether all causes can be added up
 */
record NllMeasure(Pair pair, Dataset data, String split, boolean exact, long seed, Engine engine, int threads) {
    /** What people and scripts read, and the score. */
    record Measured(Evaluation evaluation, Score score) {}

    /** By so many draws for each datum. */
    Measured byDraws(long steps, int samples, SamplingListener listener) {
        ImportanceNll nll = ImportanceNll.of(
                new ImportanceSampling(pair.model(), pair.guide(), data, samples, seed, engine, threads, listener));
        ImmutableMap.Builder<String, Double> halfWidths = ImmutableMap.builder();
        if (data.probabilities() == null) { // else these are all data there are
            halfWidths.put("over_data", nll.overData().halfWidth());
        }
        halfWidths.put("monte_carlo", nll.monteCarlo().halfWidth());
        return new Measured(
                Evaluation.of(nll, data),
                score(steps, "importance", OptionalInt.of(samples), nll.nats(), halfWidths.buildOrThrow()));
    }

    /** As well as can be: exactly, where that is possible, else by so many draws for each datum. */
    Measured best(long steps, int samples, SamplingListener listener) {
        if (!exact) {
            return byDraws(steps, samples, listener);
        }
        ExactNll nll = ExactNll.of(pair.model(), data, engine, threads);
        return new Measured(
                Evaluation.of(nll), score(steps, "exact", OptionalInt.empty(), nll.nats(), ImmutableMap.of()));
    }

    private Score score(
            long steps, String estimate, OptionalInt samples, double nats, ImmutableMap<String, Double> halfWidths) {
        return new Score(steps, split, "nll", estimate, samples, nats, halfWidths);
    }
}
