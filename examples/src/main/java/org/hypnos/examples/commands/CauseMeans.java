package org.hypnos.examples.commands;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Objects;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.evaluation.GuideMeans;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.PosteriorExpectation;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Delta;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The mean of each hidden unit given each datum.
 *
 * @param ofSites FLOAT64, of shape [data, units]
 * @param estimated what they were estimated by; null where they are the guide's
 */
record CauseMeans(
        ImmutableMap<String, Tensor> ofSites, @Nullable PosteriorExpectation estimated) {
    /** By the guide alone, each layer given the means of the layer below it. */
    static CauseMeans ofGuide(Pair pair, Dataset dataset, List<String> sites, Engine engine, int threads) {
        ImmutableMap.Builder<String, Tensor> means = ImmutableMap.builder();
        for (String site : sites) {
            means.put(site, GuideMeans.of(pair.guide(), dataset, site, engine, threads));
        }
        return new CauseMeans(means.buildOrThrow(), null);
    }

    /** Of the posterior p(h given x), all sites by the same draws. */
    static CauseMeans ofPosterior(ImportanceSampling sampling, List<String> sites) {
        int[] units = new int[sites.size()];
        PosteriorExpectation all = PosteriorExpectation.of(sampling, values -> {
            Tensor[] causes = sites.stream()
                    .map(site -> Objects.requireNonNull(values.get(site)).unnamed())
                    .toArray(Tensor[]::new);
            for (int i = 0; i < units.length; i++) {
                units[i] = causes[i].shape().dim(-1);
            }
            return Tensor.concat(-1, causes);
        });
        ImmutableMap.Builder<String, Tensor> means = ImmutableMap.builder();
        int from = 0;
        for (int i = 0; i < units.length; i++) {
            means.put(sites.get(i), all.means().slice(-1, from, from + units[i]));
            from += units[i];
        }
        return new CauseMeans(means.buildOrThrow(), all);
    }

    /** Data of which no draw has weight. */
    long withoutWeight() {
        return estimated == null
                ? 0
                : estimated.effectiveSampleSize().ofEach().stream()
                        .filter(size -> size == 0)
                        .count();
    }

    /** The data, with these means beside them. */
    Dataset beside(Dataset dataset) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        values.putAll(dataset.values());
        ofSites.forEach((site, mean) -> values.put(input(site), mean));
        return Dataset.of(values.buildOrThrow())
                .withInputs(ofSites.keySet().stream().map(CauseMeans::input).collect(toImmutableSet()));
    }

    /** A guide that knows these means, of the data {@link #beside} which they stand. */
    Program guide() {
        return Program.of(new ParameterStore("means", DType.FLOAT32, 0), context -> {
            for (String site : ofSites.keySet()) {
                context.sample(site, new Delta(context.given(input(site))).toEvent(1));
            }
        });
    }

    private static String input(String site) {
        return "mean of " + site;
    }
}
