package org.hypnos.inference.rws;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Weights;

/**
 * Reweighted wake-sleep (Bornschein and Bengio 2015): the guide's draws are weighted by w_k = p(x, h_k) / q(h_k given x),
 * normalised to W_k for each datum by itself.
 *
 * @param particles K, the number of draws for each datum
 * @param insomnia the share of the wake phase in the guide's loss, from 0 to 1; the sleep phase has the rest
 * @param sleepParticles the number of dreams for each datum
 */
public record ReweightedWakeSleep(Program model, Program guide, int particles, double insomnia, int sleepParticles)
        implements InferenceAlgorithm {
    public ReweightedWakeSleep {
        checkArgument(particles > 0 && sleepParticles > 0, "there must be at least one particle and one dream");
        checkArgument(insomnia >= 0 && insomnia <= 1, "insomnia must be in [0, 1], found %s", insomnia);
        checkArgument(
                particles > 1 || insomnia == 0,
                "particles = 1 with insomnia = %s: the weight of a single particle is always 1 and the expectation of"
                        + " grad log q under q is zero, so the guide would learn nothing;"
                        + " use particles of 2 or more, or insomnia = 0",
                insomnia);
    }

    /** A term of weight 0 is not evaluated. */
    @Override
    public ImmutableList<Phase> phases() {
        Phase wake = Phase.always("wake", this::wake);
        return insomnia == 1 ? ImmutableList.of(wake) : ImmutableList.of(wake, Phase.always("sleep", this::sleep));
    }

    /** theta: -(log sum_k w_k - log K); phi: -insomnia sum_k W_k log q(h_k given x), with W constant. */
    private Losses wake(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(particles);
        Trace q = (insomnia > 0 ? copies : copies.constant())
                .trace(guide, batch.values())
                .requireLocal("reweighted wake-sleep");
        Trace p = copies.score(model, q.values());
        Tensor logQ = q.logProb();
        Tensor logWeights = p.logProb().sub(logQ.detach());
        Tensor weights = Weights.normalized(logWeights);
        Losses losses =
                Losses.none().theta(Weights.logMean(logWeights).neg(), p).weights(weights);
        return insomnia > 0 ? losses.phi(weights.mul(logQ).sum(0).mul(-insomnia), q) : losses;
    }

    /** phi: -(1 - insomnia) times the mean of log q(h' given x') over dreams (x', h') from p. */
    private Losses sleep(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(sleepParticles);
        Trace dream = copies.constant().trace(model, batch.inputs()).requireLocal("reweighted wake-sleep");
        Trace q = copies.score(guide, dream.values());
        // What the guide adds to its loss counts once: in the wake phase where that teaches it.
        return insomnia > 0
                ? Losses.none().phi(meanLoss(q).mul(1 - insomnia))
                : Losses.none().phi(meanLoss(q), q);
    }

    private static Tensor meanLoss(Trace q) {
        return q.logProb().mean(0).neg();
    }
}
