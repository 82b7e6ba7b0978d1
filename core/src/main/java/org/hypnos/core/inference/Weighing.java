package org.hypnos.core.inference;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;

/**
 * What importance weights tell about a guide; all of it constants.
 *
 * @param weights W, normalised, of shape [particles, data]; all 0 for a datum without weight
 * @param divergences for each site of the guide, sum_k W_k (log p - log q) in nats, of shape [data]: an estimate of
 *     the site's part in KL(p||q), inclusive, less its part in log p(x)
 */
public record Weighing(Tensor weights, ImmutableMap<String, Tensor> divergences) {
    /** That of particles drawn by {@code q} and explained by {@code p}. */
    static Weighing of(Tensor weights, Trace p, Trace q) {
        Tensor constant = weights.detach();
        Tensor zero = constant.constant(0);
        Tensor counted = constant.greater(zero);
        ImmutableMap.Builder<String, Tensor> divergences = ImmutableMap.builder();
        q.sites().forEach((name, site) -> {
            if (p.sites().containsKey(name)) {
                Tensor ratio = p.logProb(name).detach().sub(q.logProb(name).detach());
                Tensor finite = counted.where(ratio, zero); // 0 times -infinity is nothing
                divergences.put(name, constant.mul(finite).sum(0));
            }
        });
        return new Weighing(constant, divergences.buildOrThrow());
    }
}
