package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.Interval;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The negative log-likelihood that a command reports: what people read, and what scripts read.
 *
 * @param text one line
 * @param figures {@code nll}, its kind, its samples and its intervals
 */
record Likelihood(String text, JsonObject figures) {
    static Likelihood exact(Pair pair, Dataset dataset, Engine engine, int threads) {
        ExactNll nll = ExactNll.of(pair.model(), dataset, engine, threads);
        return new Likelihood(nll.toString(), figures(nll.nats(), "exact", null, new Interval(nll.nats(), 0)));
    }

    static Likelihood importance(Pair pair, Dataset dataset, int samples, long seed, Engine engine, int threads) {
        ImportanceNll nll = ImportanceNll.of(
                new ImportanceSampling(pair.model(), pair.guide(), dataset, samples, seed, engine, threads));
        boolean dataVary = dataset.probabilities() == null; // else these are all data there are
        JsonObject figures = figures(nll.nats(), "importance", samples, dataVary ? nll.overData() : nll.monteCarlo());
        figures.add("nll_monte_carlo_interval", array(nll.monteCarlo()));
        figures.addProperty("nll_estimated_bias", nll.estimatedBias());
        return new Likelihood(nll.toString(), figures);
    }

    private static JsonObject figures(double nats, String kind, @Nullable Integer samples, Interval interval) {
        JsonObject figures = new JsonObject();
        figures.addProperty("nll", nats);
        figures.addProperty("nll_kind", kind);
        if (samples == null) {
            figures.add("nll_samples", JsonNull.INSTANCE);
        } else {
            figures.addProperty("nll_samples", samples);
        }
        figures.add("nll_interval", array(interval));
        return figures;
    }

    private static JsonArray array(Interval interval) {
        JsonArray ends = new JsonArray();
        ends.add(interval.low());
        ends.add(interval.high());
        return ends;
    }
}
