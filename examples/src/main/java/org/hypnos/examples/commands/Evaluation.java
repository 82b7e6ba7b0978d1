package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.hypnos.core.evaluation.Elbo;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.Interval;
import org.hypnos.core.evaluation.ReconstructionCrossEntropy;
import org.hypnos.core.training.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A number about a trained network that a command reports: what people read, and what scripts read.
 *
 * @param text one line
 * @param figures the number by its metric's name, its kind, its samples and its intervals
 */
record Evaluation(String text, JsonObject figures) {
    static Evaluation of(ExactNll nll) {
        return new Evaluation(nll.toString(), figures("nll", nll.nats(), "exact", null, new Interval(nll.nats(), 0)));
    }

    static Evaluation of(ImportanceNll nll, Dataset dataset) {
        JsonObject figures = figures(
                "nll", nll.nats(), "importance", nll.samples(), interval(dataset, nll.overData(), nll.monteCarlo()));
        figures.add("nll_monte_carlo_interval", array(nll.monteCarlo()));
        figures.addProperty("nll_estimated_bias", nll.estimatedBias());
        return new Evaluation(nll.toString(), figures);
    }

    static Evaluation of(Elbo elbo, Dataset dataset) {
        JsonObject figures = figures(
                "elbo", elbo.nats(), "bound", elbo.samples(), interval(dataset, elbo.overData(), elbo.monteCarlo()));
        figures.add("elbo_monte_carlo_interval", array(elbo.monteCarlo()));
        return new Evaluation(elbo.toString(), figures);
    }

    static Evaluation of(ReconstructionCrossEntropy entropy) {
        return new Evaluation(
                entropy.toString(),
                figures("reconstruction", entropy.nats(), "not a likelihood", null, entropy.overData()));
    }

    /** Data with probabilities are all there are. */
    private static Interval interval(Dataset dataset, Interval overData, Interval monteCarlo) {
        return dataset.probabilities() == null ? overData : monteCarlo;
    }

    private static JsonObject figures(
            String metric, double nats, String kind, @Nullable Integer samples, Interval interval) {
        JsonObject figures = new JsonObject();
        figures.addProperty(metric, nats);
        figures.addProperty(metric + "_kind", kind);
        if (samples == null) {
            figures.add(metric + "_samples", JsonNull.INSTANCE);
        } else {
            figures.addProperty(metric + "_samples", samples);
        }
        figures.add(metric + "_interval", array(interval));
        return figures;
    }

    private static JsonArray array(Interval interval) {
        JsonArray ends = new JsonArray();
        ends.add(interval.low());
        ends.add(interval.high());
        return ends;
    }
}
