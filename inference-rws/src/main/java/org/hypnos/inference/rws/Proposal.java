package org.hypnos.inference.rws;

import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.Programs;

/**
 * Where a wake phase's particles come from.
 *
 * @param values given and drawn
 * @param q the guide's run with these values
 * @param logProb of the draws in nats, as a constant, as log w has it
 */
record Proposal(Values values, Trace q, Tensor logProb) {
    /** Draws of the guide. */
    static Proposal ofGuide(Programs programs, Weighting weighting, Tracer tracer, Values given) {
        Trace q = weighting.requireWeighable(tracer.trace(programs.guide(), given));
        return new Proposal(q.values(), q, weighting.logProb(q).detach());
    }

    /** Draws of the guide and of its defence, each scored under both. */
    static Proposal defended(Defence defence, Weighting weighting, Tracer tracer, Values given) {
        Tracer constant = tracer.constant();
        Trace mixture = weighting.requireWeighable(constant.trace(defence.mixture(weighting.joint()), given));
        Trace q = tracer.score(defence.guide(), mixture.values());
        Trace u = constant.score(defence.other(), mixture.values());
        Tensor logProb = defence.logMixture(weighting.logProb(q).detach(), weighting.logProb(u));
        return new Proposal(mixture.values(), q, logProb);
    }
}
