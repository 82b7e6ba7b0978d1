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

    public static Losses none() {
        return new Losses(null, null, null);
    }

    /** These with the model's loss, made from {@code trace}. */
    public Losses theta(Tensor loss, Trace trace) {
        return new Losses(Side.of(loss, trace), phi, weighing);
    }

    /** These with the guide's loss, made from {@code trace}. */
    public Losses phi(Tensor loss, Trace trace) {
        return new Losses(theta, Side.of(loss, trace), weighing);
    }

    /** These with a guide's loss that is of no run. */
    public Losses phi(Tensor loss) {
        return new Losses(theta, new Side(loss, null, ImmutableMap.of()), weighing);
    }

    /** As {@link #phi(Tensor, Trace)}, without what the program added, since that counts in another phase. */
    public Losses phiWithoutRegularization(Tensor loss, Trace trace) {
        return new Losses(theta, new Side(loss, trace, ImmutableMap.of()), weighing);
    }

    /** These with particles of {@code q} whose normalised weights, of shape [particles, data], are {@code weights}. */
    public Losses weighed(Tensor weights, Trace p, Trace q) {
        return new Losses(theta, phi, Weighing.of(weights, p, q));
    }
}
