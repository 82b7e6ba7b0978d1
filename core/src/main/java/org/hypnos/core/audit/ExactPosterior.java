package org.hypnos.core.audit;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Locale;

/**
 * All causes of a datum, or of all data together if they share global sites.
 *
 * @param logProb log p(x) in nats
 * @param causes with probabilities that add up to 1; those that the prior excludes are not among them
 */
public record ExactPosterior(double logProb, ImmutableList<Cause> causes) {
    @Override
    public String toString() {
        Cause best = causes.stream()
                .max(Comparator.comparingDouble(Cause::probability))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "log p(x) = %.6f nats; the most probable of %d causes: %s with probability %.4f",
                logProb,
                causes.size(),
                best.values(),
                best.probability());
    }
}
