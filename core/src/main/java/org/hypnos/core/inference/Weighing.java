package org.hypnos.core.inference;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Site;
import org.hypnos.core.Trace;

/**
 * What importance weights tell about a guide; all of it constants.
 *
 * @param weights W, normalised, of shape [particles, data]; all 0 for a datum without weight
 * @param divergences for each site of the guide, sum_k W_k (log p - log q) in nats, of shape [data]: an estimate of
 *     the site's part in KL(p||q), inclusive, less its part in log p(x)
 */
public record Weighing(Tensor weights, ImmutableMap<String, Tensor> divergences) {
    private static final Op DIVERGENCE = new Divergence();

    /** That of particles drawn by {@code q} and explained by {@code p}. */
    static Weighing of(Tensor weights, Trace p, Trace q) {
        Tensor constant = weights.detach();
        Map<String, Site> explained = p.sites();
        ImmutableMap.Builder<String, Tensor> divergences = ImmutableMap.builder();
        for (String name : q.sites().keySet()) {
            if (explained.containsKey(name)) {
                Tensor ofP = p.logProb(name).detach();
                divergences.put(
                        name,
                        Tensor.apply(DIVERGENCE, constant, ofP, q.logProb(name).detach()));
            }
        }
        return new Weighing(constant, divergences.buildOrThrow());
    }

    /** Of constants of shape [particles, data], each datum's number. */
    private static final class Divergence implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].without(0);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int data = in[0].shape().dim(1);
            out.fill(datum -> {
                double sum = 0;
                for (int i = datum; i < in[0].shape().size(); i += data) {
                    double weight = in[0].get(i);
                    sum += weight == 0 ? 0 : weight * (in[1].get(i) - in[2].get(i)); // also where p is 0
                }
                return sum;
            });
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}
