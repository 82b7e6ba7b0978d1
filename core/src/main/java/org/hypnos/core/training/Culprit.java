package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.jspecify.annotations.Nullable;

/** The site that spoils the loss of a datum, in words. */
final class Culprit {
    private Culprit() {}

    /** The first site whose log-probability of {@code datum} is no finite number; empty if there is none. */
    static String of(@Nullable Trace trace, int datum) {
        if (trace == null) {
            return "";
        }
        for (String site : trace.sites().keySet()) {
            Tensor logProb = trace.logProb(site);
            int data = logProb.shape().dim(1);
            for (int particle = 0; particle < logProb.shape().dim(0); particle++) {
                double own = logProb.get(particle * data + datum);
                if (!Double.isFinite(own)) {
                    return ": site '" + site + "' has log-probability " + own + " for particle " + particle
                            + outside(site, trace.sites().get(site));
                }
            }
        }
        return "";
    }

    private static String outside(String name, Trace.Site site) {
        try {
            checkArgument(site.distribution().support().require("a value of '" + name + "'", site.value()));
            return "";
        } catch (IllegalArgumentException outside) {
            return "; " + outside.getMessage();
        }
    }
}
