package org.hypnos.inference.rws;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Weights;

/**
 * Reweighted wake-sleep (Bornschein and Bengio 2015): the guide's draws are weighted by w_k = p(x, h_k) / q(h_k given x),
 * normalised to W_k for each datum by itself, or jointly for all data.
 *
 * @param programs p and q, what both are conditioned on, and the guide's defence, if any
 * @param settings which losses there are, and from how many draws
 */
public record ReweightedWakeSleep(Programs programs, Settings settings) implements InferenceAlgorithm {
    /**
     * Refuses a defensive program that would never be run.
     *
     * @param programs with a defensive one only if {@code settings} give it a share
     * @param settings which may ask for a defence without such a program: then the guide with equiprobable choices
     *     takes its place
     */
    public ReweightedWakeSleep {
        settings.check(programs);
    }

    /** A term of weight 0 is not evaluated. */
    @Override
    public ImmutableList<Phase> phases() {
        Phase wake = Phase.always("wake", this::wake).when(step -> settings.modelHasParameters() || insomnia(step) > 0);
        return ImmutableList.of(
                settings.joint() ? wake.overWholeBatch() : wake,
                Phase.every(settings.sleepEvery(), "sleep", this::sleep).when(step -> insomnia(step) < 1));
    }

    private double insomnia(long step) {
        return settings.insomnia().at(step);
    }

    private Tracer copies(Tracer tracer, int count) {
        Tracer copies = tracer.copies(count);
        return settings.vectorize() ? copies : copies.looped();
    }

    /** theta: -(log sum_k w_k - log K); phi: -insomnia sum_k W_k log q(h_k given x), with W constant. */
    private Losses wake(Tracer tracer, Batch batch) {
        double insomnia = insomnia(batch.step());
        Weighting weighting = new Weighting(settings.joint(), batch);
        Tracer copies = copies(tracer, settings.particles());
        Proposal proposal = propose(weighting, insomnia > 0 ? copies : copies.constant(), batch);
        Trace q = proposal.q();
        Trace p =
                (settings.modelHasParameters() ? copies : copies.constant()).score(programs.model(), proposal.values());
        Tensor logWeights = weighting.logProb(p).sub(proposal.logProb());
        Tensor weights = Weights.normalized(logWeights);
        Losses losses = Losses.none().weighed(weights.broadcastTo(copies.plate()), p, q);
        if (settings.modelHasParameters()) {
            Tensor bound = weighting.ofEachDatum(Weights.logMean(logWeights));
            losses = losses.theta(weighting.withGivenGlobals(bound, p).neg(), p);
        }
        if (insomnia > 0) {
            Tensor logQ =
                    weighting.ofEachDatum(weights.mul(weighting.logProb(q)).sum(0));
            losses = losses.phi(logQ.mul(-insomnia), q);
        }
        return losses;
    }

    private Proposal propose(Weighting weighting, Tracer ofGuide, Batch batch) {
        Values given = programs.given(ofGuide, batch.values());
        double delta = settings.defensive();
        return delta == 0
                ? Proposal.ofGuide(programs, weighting, ofGuide, given)
                : Proposal.defended(Defence.of(programs, delta), weighting, ofGuide, given);
    }

    /** phi: -(1 - insomnia) times the mean of log q(h' given x') over dreams (x', h') from p. */
    private Losses sleep(Tracer tracer, Batch batch) {
        double insomnia = insomnia(batch.step());
        Tracer copies = copies(tracer, settings.sleepParticles());
        Trace dream = copies.constant().trace(programs.model(), programs.given(copies, batch.inputs()));
        Trace q = copies.score(programs.guide(), dream.values());
        Tensor loss = q.logProb(batch.population()).mean(0).neg();
        // What the guide adds to its loss counts once: in the wake phase where that teaches it.
        return insomnia > 0
                ? Losses.none().phiWithoutRegularization(loss.mul(1 - insomnia), q)
                : Losses.none().phi(loss, q);
    }
}
