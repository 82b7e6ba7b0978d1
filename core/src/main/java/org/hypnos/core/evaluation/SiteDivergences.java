package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hypnos.autodiff.Tensor;

/**
 * For each site of the guide the mean over data of sum_k W_k (log p - log q) at that site: what some call the KL of a layer.
 *
 * <p>With p(h given x) for exact weights, KL(p||q), inclusive, is the sum over these, plus E[log p(x given h)] less log p(x).
 * As the model's factor of one site is not a posterior, a number for itself is no divergence, and may be negative.
 *
 * @param ofSite in nats, in the order of the guide
 * @param monteCarlo of each site, for other draws with the same data
 * @param samples K, the number of draws for each datum
 * @param data how many data it is the mean over
 */
public record SiteDivergences(
        ImmutableMap<String, Double> ofSite, ImmutableMap<String, Interval> monteCarlo, int samples, int data) {
    /**
     * {@return the means from all draws of {@code sampling}}
     *
     * @param sampling whose draws are weighed
     */
    public static SiteDivergences of(ImportanceSampling sampling) {
        ImmutableList<Found> data = sampling.collect(Found::new, SiteDivergences::add, found -> found);
        Set<String> sites = data.stream()
                .flatMap(found -> found.places.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
        ImmutableMap.Builder<String, Interval> intervals = ImmutableMap.builder();
        for (String site : sites) {
            DataMean mean = DataMean.of(
                    sampling.dataset(),
                    data.stream().map(found -> found.at(site)).toList());
            means.put(site, mean.mean());
            intervals.put(site, mean.monteCarlo());
        }
        return new SiteDivergences(means.buildOrThrow(), intervals.buildOrThrow(), sampling.samples(), data.size());
    }

    /** What was found for one datum, whose particles may have come by different sites. */
    private static final class Found {
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private final WeightedSums sums = new WeightedSums();

        DataMean.Datum at(String site) {
            Integer place = places.get(site);
            return place == null
                    ? new DataMean.Datum(0, 0)
                    : new DataMean.Datum(sums.mean(place), sums.variance(place));
        }
    }

    private static void add(ImportanceSampling.Draws draws, List<Found> found) {
        Map<String, Tensor> ratios = new LinkedHashMap<>();
        draws.q().sites().forEach((name, site) -> {
            if (site.drawn()) {
                ratios.put(name, draws.p().logProb(name).sub(draws.q().logProb(name)));
            }
        });
        for (int i = 0; i < draws.logWeights().shape().size(); i++) {
            int cell = i;
            Found own = found.get(i % found.size());
            ratios.keySet().forEach(site -> own.places.putIfAbsent(site, own.places.size()));
            double[] ofPlaces = new double[own.places.size()];
            ratios.forEach((site, ratio) -> ofPlaces[own.places.get(site)] = ratio.get(cell));
            own.sums.add(draws.logWeights().get(i), ofPlaces.length, place -> ofPlaces[place]);
        }
    }

    @Override
    public String toString() {
        return ofSite.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.3f +- %.3f",
                        entry.getKey(),
                        entry.getValue(),
                        monteCarlo.get(entry.getKey()).halfWidth()))
                .collect(Collectors.joining(
                        ", ",
                        "posterior mean of log p - log q in nats: ",
                        " (K = " + samples + " draws for each of " + data + " data; 95 % Monte Carlo)"));
    }
}
