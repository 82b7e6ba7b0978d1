package org.hypnos.core.inference;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;

/**
 * What importance weights tell about a guide; all of it constants.
 *
 * @param weights W, normalised, of shape [particles, data]; all 0 for a datum without weight
 * @param divergences for each site of the guide, sum_k W_k (log p - log q) in nats, summed over the data: an
 *     estimate of the site's part in KL(p||q), inclusive, less its part in log p(x)
 */
public record Weighing(Tensor weights, ImmutableMap<String, Double> divergences) {
    /** That of particles drawn by {@code q} and explained by {@code p}. */
    static Weighing of(Tensor weights, Trace p, Trace q) {
        Tensor constant = weights.detach();
        Map<String, Trace.Site> explained = p.sites();
        ImmutableMap.Builder<String, Double> divergences = ImmutableMap.builder();
        for (String name : q.sites().keySet()) {
            if (explained.containsKey(name)) {
                divergences.put(name, divergence(constant, p.logProb(name), q.logProb(name)));
            }
        }
        return new Weighing(constant, divergences.buildOrThrow());
    }

    private static double divergence(Tensor weights, Tensor logP, Tensor logQ) {
        double sum = 0;
        for (int i = 0; i < weights.shape().size(); i++) {
            double weight = weights.get(i);
            sum += weight == 0 ? 0 : weight * (logP.get(i) - logQ.get(i)); // 0 times -infinity is nothing
        }
        return sum;
    }
}
