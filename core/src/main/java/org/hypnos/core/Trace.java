package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.function.Predicate;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * One run of a program: what each site drew or was given, and how probable that was.
 *
 * @param plate [particle, datum]
 * @param sites in the order of the run
 * @param values what was given and what was drawn, so that one trace feeds the next
 * @param conditions the names of the values that the program asked for without drawing them
 * @param regularization the losses that the program added, by name
 */
public record Trace(
        Shape plate,
        ImmutableMap<String, Site> sites,
        ImmutableMap<String, Tensor> values,
        ImmutableSet<String> conditions,
        ImmutableMap<String, Tensor> regularization) {

    /** What happened at one site. */
    public record Site(Distribution distribution, Tensor value, boolean drawn, boolean global) {
        /** In nats; of the plate's shape or one that broadcasts to it. */
        public Tensor logProb() {
            return distribution.logProb(value);
        }
    }

    /** The log-probability in nats of all local sites, of shape [particles, data]. */
    public Tensor logProb() {
        return sum(plate, site -> !site.global());
    }

    /**
     * This trace, if all its sites are local.
     *
     * @throws IllegalArgumentException if one is global, for which {@code who} has no weights
     */
    public Trace requireLocal(String who) {
        sites.forEach((name, site) -> checkArgument(
                !site.global(), "site '%s' is global, shared by all data, which %s cannot weigh", name, who));
        return this;
    }

    /** The log-probability in nats of all global sites, of shape [particles]. */
    public Tensor globalLogProb() {
        return sum(plate.prefix(1).concat(Shape.of(1)), Site::global).reshape(plate.prefix(1));
    }

    private Tensor sum(Shape shape, Predicate<Site> chosen) {
        Tensor sum = null;
        for (Site site : sites.values()) {
            if (chosen.test(site)) {
                Tensor logProb = site.logProb();
                sum = sum == null ? logProb.broadcastTo(shape) : sum.add(logProb);
            }
        }
        if (sum == null) {
            checkState(!values.isEmpty(), "a run without sites and values has no log-probability");
            sum = values.values().iterator().next().filled(shape, 0);
        }
        return sum;
    }
}
