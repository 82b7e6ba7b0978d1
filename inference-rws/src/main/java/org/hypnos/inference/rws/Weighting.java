package org.hypnos.inference.rws;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.inference.Batch;

/**
 * Whose particles a weight is for: those of one datum, or, jointly, those of all data, with which they share global sites.
 *
 * @param batch whose N/B lets the data at hand stand for all
 */
record Weighting(boolean joint, Batch batch) {
    /**
     * A trace's part in log w, of shape [particles, data], or jointly [particles, 1]: log p_k = global_k + (N/B) sum_n
     * local_kn.
     */
    Tensor logProb(Trace trace) {
        if (!joint) {
            return trace.logProb();
        }
        double share = (double) batch.population() / batch.size();
        Tensor local = trace.logProb().sum(1).mul(share);
        Tensor all = trace.hasGlobalSites() ? local.add(trace.globalLogProb()) : local;
        return all.reshape(Shape.of(trace.plate().dim(0), 1));
    }

    /** What stands for each datum, from [data], or jointly from [1], of which each datum has the share 1/N. */
    Tensor ofEachDatum(Tensor total) {
        return joint ? total.mul(1.0 / batch.population()).broadcastTo(Shape.of(batch.size())) : total;
    }

    /** The run {@code q}, whose draws must be local if each datum has weights of its own. */
    Trace requireWeighable(Trace q) {
        q.sites()
                .forEach((name, site) -> checkArgument(
                        joint || !site.global() || !site.drawn(),
                        "site '%s' is global, shared by all data, so a datum by itself has no weight; set weights = joint",
                        name));
        return q;
    }

    /** The bound of each datum and its share, 1/N, of the global sites that were given, in the mean over particles. */
    Tensor withGivenGlobals(Tensor bound, Trace p) {
        return joint || !p.hasGlobalSites()
                ? bound
                : bound.add(p.globalLogProb().mean(0).mul(1.0 / batch.population()));
    }
}
