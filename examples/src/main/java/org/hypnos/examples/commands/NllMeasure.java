package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
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
 * @param exact whether all causes are added up; else the guide draws some
 */
record NllMeasure(Pair pair, Dataset data, String split, boolean exact, long seed, Engine engine, int threads) {
    private static final String OVER_DATA = "over_data";
    private static final String MONTE_CARLO = "monte_carlo";

    /** What people read, and the score. */
    record Measured(String text, Score score) {}

    Measured after(long steps, int samples, SamplingListener listener) {
        if (exact) {
            ExactNll nll = ExactNll.of(pair.model(), data, engine, threads);
            return new Measured(
                    nll.toString(), score(steps, "exact", OptionalInt.empty(), nll.nats(), ImmutableMap.of()));
        }
        ImportanceNll nll = ImportanceNll.of(
                new ImportanceSampling(pair.model(), pair.guide(), data, samples, seed, engine, threads, listener));
        ImmutableMap.Builder<String, Double> halfWidths = ImmutableMap.builder();
        if (data.probabilities() == null) { // else these are all data there are
            halfWidths.put(OVER_DATA, nll.overData().halfWidth());
        }
        halfWidths.put(MONTE_CARLO, nll.monteCarlo().halfWidth());
        return new Measured(
                nll.toString(),
                score(steps, "importance", OptionalInt.of(samples), nll.nats(), halfWidths.buildOrThrow()));
    }

    private Score score(
            long steps, String estimate, OptionalInt samples, double nats, ImmutableMap<String, Double> halfWidths) {
        return new Score(steps, split, "nll", estimate, samples, nats, halfWidths);
    }

    /** What scripts read: {@code nll}, its kind, its samples and its intervals. */
    static JsonObject figures(Score score) {
        JsonObject figures = new JsonObject();
        figures.addProperty("nll", score.value());
        figures.addProperty("nll_kind", score.estimate());
        if (score.samples().isPresent()) {
            figures.addProperty("nll_samples", score.samples().getAsInt());
        } else {
            figures.add("nll_samples", JsonNull.INSTANCE);
        }
        double monteCarlo = score.halfWidths().getOrDefault(MONTE_CARLO, 0.0);
        figures.add("nll_interval", interval(score, score.halfWidths().getOrDefault(OVER_DATA, monteCarlo)));
        if (!score.estimate().equals("exact")) {
            figures.add("nll_monte_carlo_interval", interval(score, monteCarlo));
        }
        return figures;
    }

    private static JsonArray interval(Score score, double halfWidth) {
        JsonArray ends = new JsonArray();
        ends.add(score.value() - halfWidth);
        ends.add(score.value() + halfWidth);
        return ends;
    }
}
