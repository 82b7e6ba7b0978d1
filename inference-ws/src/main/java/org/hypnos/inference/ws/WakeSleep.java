package org.hypnos.inference.ws;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;

/**
 * Wake-sleep (Hinton, Dayan, Frey, Neal 1995): each program learns from the other's draws.
 *
 * <p>log p(x, h) and log q(h given x) of a datum hold its share, 1/N, of the global sites.
 *
 * @param programs p and q, and what both are conditioned on
 * @param samples S, the number of draws for each datum
 * @param phaseQ where the guide learns
 * @param wakeEvery the steps from one wake phase to the next
 * @param sleepEvery the steps from one sleep phase to the next
 */
public record WakeSleep(Programs programs, int samples, PhaseQ phaseQ, int wakeEvery, int sleepEvery)
        implements InferenceAlgorithm {
    /** Where the guide learns. */
    public enum PhaseQ {
        /** From dreams of the model. */
        SLEEP,
        /** From its own draws, unweighted; in expectation this teaches it nothing. */
        WAKE
    }

    /**
     * Refuses numbers below 1, and a defensive program.
     *
     * @param programs without a defensive one, since nothing is weighed
     * @param samples at least 1
     * @param phaseQ either
     * @param wakeEvery at least 1
     * @param sleepEvery at least 1; of no effect where the guide learns awake
     */
    public WakeSleep {
        checkArgument(
                samples > 0 && wakeEvery > 0 && sleepEvery > 0,
                "samples, wakeEvery and sleepEvery must be at least 1, found %s, %s and %s",
                samples,
                wakeEvery,
                sleepEvery);
        checkArgument(
                programs.defensive().isEmpty(),
                "wake-sleep weighs nothing, so it has no use for a defensive program; rws has");
    }

    @Override
    public ImmutableList<Phase> phases() {
        return phaseQ == PhaseQ.SLEEP
                ? ImmutableList.of(
                        Phase.every(wakeEvery, "wake", this::wake), Phase.every(sleepEvery, "sleep", this::sleep))
                : ImmutableList.of(Phase.every(wakeEvery, "wake", this::wakeBoth));
    }

    /** theta: -(1/S) sum_s log p(x, h_s) with h_s from q(h given x). */
    private Losses wake(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(samples);
        Trace q = copies.constant().trace(programs.guide(), programs.given(copies, batch.values()));
        return explain(copies, batch, q, Losses.none());
    }

    /** As {@link #wake}, and phi: -(1/S) sum_s log q(h_s given x) with the same draws. */
    private Losses wakeBoth(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(samples);
        Trace q = copies.trace(programs.guide(), programs.given(copies, batch.values()));
        return explain(copies, batch, q, Losses.none().phi(meanLoss(q, batch), q));
    }

    private Losses explain(Tracer copies, Batch batch, Trace q, Losses losses) {
        Trace p = copies.score(programs.model(), q.values());
        return losses.theta(meanLoss(p, batch), p);
    }

    /** phi: -(1/S) sum_s log q(h'_s given x'_s) with (x'_s, h'_s) from p; inputs come from the batch. */
    private Losses sleep(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(samples);
        Trace dream = copies.constant().trace(programs.model(), programs.given(copies, batch.inputs()));
        Trace q = copies.score(programs.guide(), dream.values());
        return Losses.none().phi(meanLoss(q, batch), q);
    }

    private static Tensor meanLoss(Trace trace, Batch batch) {
        return trace.logProb(batch.population()).mean(0).neg();
    }
}
