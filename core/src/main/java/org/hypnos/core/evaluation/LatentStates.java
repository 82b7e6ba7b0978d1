package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/**
 * All joint values of the sites that a run drew, as numbers 0, ..., count - 1.
 *
 * @param sites the event shape and support of each site, in the order of the run
 */
public record LatentStates(ImmutableMap<String, Latent> sites, DType dtype) {
    /** More states than these are refused. */
    public static final long MOST = 1L << 20;

    /** One site. */
    public record Latent(Shape event, Numbers.Finite support) {}

    /**
     * Those of the sites that {@code trace} drew.
     *
     * @throws IllegalArgumentException if a support is not finite, or if there are more than 2^20 states
     */
    public static LatentStates of(Trace trace, DType dtype) {
        Map<String, Latent> latents = new LinkedHashMap<>();
        trace.sites().forEach((name, site) -> {
            if (site.drawn()) {
                Support support = site.distribution().support();
                checkArgument(
                        support instanceof Numbers.Finite,
                        "site '%s' can be one of %s, whose values cannot be listed; estimate by importance sampling",
                        name,
                        support);
                latents.put(name, new Latent(site.distribution().eventShape(), (Numbers.Finite) support));
            }
        });
        LatentStates states = new LatentStates(ImmutableMap.copyOf(latents), dtype);
        double count = states.logTwoCount();
        checkArgument(
                count <= 20,
                "sites %s have 2^%s joint values, more than 2^20; estimate by importance sampling",
                latents.keySet(),
                count);
        return states;
    }

    private double logTwoCount() {
        double bits = 0;
        for (Latent latent : sites.values()) {
            bits += latent.event().size() * StrictMath.log(latent.support().count()) / StrictMath.log(2);
        }
        return bits;
    }

    public long count() {
        long count = 1;
        for (Latent latent : sites.values()) {
            for (int i = 0; i < latent.event().size(); i++) {
                count *= latent.support().count();
            }
        }
        return count;
    }

    /** The values of states {@code from}, ..., {@code from + n - 1}, each of shape [n, 1] and the event's. */
    public ImmutableMap<String, Tensor> values(long from, int n) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        long period = 1;
        for (Map.Entry<String, Latent> entry : sites.entrySet()) {
            Latent latent = entry.getValue();
            int size = latent.event().size();
            double[] elements = new double[n * size];
            for (int j = 0; j < size; j++) {
                for (int i = 0; i < n; i++) {
                    int digit = (int) ((from + i) / period % latent.support().count());
                    elements[i * size + j] = latent.support().element(digit);
                }
                period *= latent.support().count();
            }
            Shape shape =
                    Shape.of(n, 1).named(Tracer.PARTICLE).concat(latent.event().labelled(entry.getKey()));
            values.put(entry.getKey(), Tensor.of(dtype, shape, elements));
        }
        return values.buildOrThrow();
    }
}
