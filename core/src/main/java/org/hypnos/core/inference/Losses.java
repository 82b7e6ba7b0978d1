package org.hypnos.core.inference;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What a phase minimises.
 *
 * <p>A datum whose loss is +infinity has probability zero under all its draws: it is left out of the step, and counted.
 *
 * @param theta the model's loss of each datum in nats, of shape [data]; absent where the phase does not move the model
 * @param phi the guide's
 * @param weighing what the importance weights tell, where the phase has any
 */
public record Losses(
        @Nullable Side theta, @Nullable Side phi, @Nullable Weighing weighing) {
    /**
     * One side's loss.
     *
     * @param loss of each datum in nats, of shape [data]
     * @param trace of the run whose log-probability stands in the loss; null if it is of none
     * @param regularization the losses that the program added in that run, as far as they count
     */
    public record Side(Tensor loss, @Nullable Trace trace, ImmutableMap<String, Tensor> regularization) {
        private static Side of(Tensor loss, Trace trace) {
            return new Side(loss, trace, trace.regularization());
        }
    }

    /** {@return the losses of a phase that moves neither side, to which others can be added} */
    public static Losses none() {
        return new Losses(null, null, null);
    }

    /**
     * {@return these with the model's loss, and with what the program added in the run}
     *
     * @param loss of each datum in nats, of shape [data]
     * @param trace of the run whose log-probability stands in the loss
     */
    public Losses theta(Tensor loss, Trace trace) {
        return new Losses(Side.of(loss, trace), phi, weighing);
    }

    /**
     * {@return these with the guide's loss, and with what the program added in the run}
     *
     * @param loss of each datum in nats, of shape [data]
     * @param trace of the run whose log-probability stands in the loss
     */
    public Losses phi(Tensor loss, Trace trace) {
        return new Losses(theta, Side.of(loss, trace), weighing);
    }

    /**
     * {@return these with a guide's loss that no single run gave}
     *
     * @param loss of each datum in nats, of shape [data]
     */
    public Losses phi(Tensor loss) {
        return new Losses(theta, new Side(loss, null, ImmutableMap.of()), weighing);
    }

    /**
     * {@return these with the guide's loss, but without what the program added, since that counts in another phase}
     *
     * @param loss of each datum in nats, of shape [data]
     * @param trace of the run whose log-probability stands in the loss
     */
    public Losses phiWithoutRegularization(Tensor loss, Trace trace) {
        return new Losses(theta, new Side(loss, trace, ImmutableMap.of()), weighing);
    }

    /**
     * {@return these with what the importance weights of particles tell}
     *
     * @param weights W, normalised, of shape [particles, data]
     * @param p the model's run, which explains the particles
     * @param q the guide's run, which drew them
     */
    public Losses weighed(Tensor weights, Trace p, Trace q) {
        return new Losses(theta, phi, Weighing.of(weights, p, q));
    }
}
