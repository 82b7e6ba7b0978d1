package org.hypnos.inference.ws;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;

/**
 * Wake-sleep (Hinton, Dayan, Frey, Neal 1995): each program learns from the other's draws.
 *
 * @param samples S, the number of draws for each datum
 * @param phaseQ where the guide learns
 */
public record WakeSleep(Program model, Program guide, int samples, PhaseQ phaseQ) implements InferenceAlgorithm {
    /** Where the guide learns. */
    public enum PhaseQ {
        /** From dreams of the model. */
        SLEEP,
        /** From its own draws, unweighted; in expectation this teaches it nothing. */
        WAKE
    }

    @Override
    public ImmutableList<Phase> phases() {
        return phaseQ == PhaseQ.SLEEP
                ? ImmutableList.of(Phase.always("wake", this::wake), Phase.always("sleep", this::sleep))
                : ImmutableList.of(Phase.always("wake", this::wakeBoth));
    }

    /** theta: -(1/S) sum_s log p(x, h_s) with h_s from q(h given x). */
    private Losses wake(Tracer tracer, Batch batch) {
        Trace q = tracer.copies(samples).constant().trace(guide, batch.values()).requireLocal("wake-sleep");
        return explain(tracer.copies(samples), q, Losses.none());
    }

    /** As {@link #wake}, and phi: -(1/S) sum_s log q(h_s given x) with the same draws. */
    private Losses wakeBoth(Tracer tracer, Batch batch) {
        Trace q = tracer.copies(samples).trace(guide, batch.values()).requireLocal("wake-sleep");
        return explain(tracer.copies(samples), q, Losses.none().phi(meanLoss(q.logProb()), q));
    }

    private Losses explain(Tracer tracer, Trace q, Losses losses) {
        Trace p = tracer.score(model, q.values());
        return losses.theta(meanLoss(p.logProb()), p);
    }

    /** phi: -(1/S) sum_s log q(h'_s given x'_s) with (x'_s, h'_s) from p; inputs come from the batch. */
    private Losses sleep(Tracer tracer, Batch batch) {
        Trace dream =
                tracer.copies(samples).constant().trace(model, batch.inputs()).requireLocal("wake-sleep");
        Trace q = tracer.copies(samples).score(guide, dream.values());
        return Losses.none().phi(meanLoss(q.logProb()), q);
    }

    private static Tensor meanLoss(Tensor logProb) {
        return logProb.mean(0).neg();
    }
}
