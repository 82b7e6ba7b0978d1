package example.elbo;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.ScoreFunction;

/** Both programs learn by the evidence lower bound, ELBO = E_q[f(h)] with f(h) = log p(x, h) - log q(h given x). */
record Elbo(Programs programs, Gradient gradient, int particles) implements InferenceAlgorithm {
    /** How the guide's gradient passes a draw. */
    enum Gradient {
        /** Along its path where its distribution has one, else by its score. */
        AUTO,
        /** h is a function of the guide's parameters: grad f(h(phi)) (Kingma and Welling 2014). */
        PATHWISE,
        /** h is a constant: f(h) grad log q(h given x) (Williams 1992). */
        SCORE
    }

    Elbo {
        if (programs.defensive().isPresent()) {
            throw new IllegalArgumentException("the ELBO is of the guide's own draws; it has no use for a defence");
        }
    }

    @Override
    public ImmutableList<Phase> phases() {
        return ImmutableList.of(Phase.always("elbo", this::losses));
    }

    private Losses losses(Tracer tracer, Batch batch) {
        Tracer copies = tracer.copies(particles);
        Tracer drawing = gradient == Gradient.SCORE ? copies : copies.pathwise();
        Values given = programs.given(copies, batch.values());
        Trace q = drawing.trace(programs.guide(), given).requireLocal("elbo");
        Trace p = copies.score(programs.model(), q.values().detach());
        // theta: -mean_k log p(x, h_k), with constant draws.
        Tensor theta = p.logProb(batch.population()).mean(0).neg();
        return Losses.none().theta(theta, p).phi(ofGuide(copies, batch, q), q);
    }

    /**
     * phi: -mean_k f(h_k). Both programs' parameters are constants in f: only the draws move it, since the expectation of
     * grad log q(h) at fixed draws is zero (Roeder, Wu, Duvenaud 2017).
     */
    private Tensor ofGuide(Tracer copies, Batch batch, Trace q) {
        Tracer constant = copies.constant();
        Tensor logP = constant.score(programs.model(), q.values()).logProb(batch.population());
        Tensor logQ = constant.score(programs.guide(), q.values()).logProb(batch.population());
        Tensor f = logP.sub(logQ);
        Tensor loss = f.mean(0).neg();
        Optional<Tensor> scores = logProbWithoutPath(q);
        if (scores.isEmpty()) {
            return loss;
        }
        Tensor surrogate =
                ScoreFunction.surrogate(scores.get(), f, meanOfOthers(f)).mean(0);
        return loss.sub(surrogate.sub(surrogate.detach())); // the surrogate has a gradient, and no value
    }

    /** log q of the sites whose draws are constants, if there are any. */
    private Optional<Tensor> logProbWithoutPath(Trace q) {
        return q.sites().keySet().stream()
                .filter(site -> !hasPath(site, q.sites().get(site)))
                .map(q::logProb)
                .reduce(Tensor::add);
    }

    private boolean hasPath(String name, Trace.Site site) {
        boolean has = gradient != Gradient.SCORE && site.distribution() instanceof Reparameterized;
        if (!has && gradient == Gradient.PATHWISE) {
            throw new IllegalArgumentException("gradient = pathwise: draws of site '" + name
                    + "' are no function of its parameters; set gradient = auto or score");
        }
        return has;
    }

    /** A baseline that no draw has a part in of its own: the mean of f over the other particles. */
    private Tensor meanOfOthers(Tensor f) {
        return particles == 1 ? f.constant(0) : f.sum(0).sub(f).div(particles - 1);
    }
}
