package org.hypnos.core.audit;

import com.google.common.primitives.ImmutableDoubleArray;
import org.hypnos.core.evaluation.Interval;

/**
 * What the gradient of one side in one phase of an algorithm is worth, at the present parameters and for a batch of all
 * the data, as the mean over them.
 *
 * @param algorithm its name in the audit
 * @param phase the name of the algorithm's phase
 * @param target what it is measured by
 * @param loss the expected loss, in nats
 * @param exactNorm the norm of the target's gradient, over all parameters of the side
 * @param bias the norm of the expected gradient less the target's; of width 0 where all was enumerated, else covering
 *     it with 95 % or more
 * @param cosine of the angle between the expected gradient and the target's: 1 where they differ in length alone, as
 *     when insomnia halves a loss; NaN where one is zero
 * @param variance the trace of the gradient's covariance
 * @param signalToNoise the norm of the expected gradient over the square root of the variance
 * @param method how expectation and variance were taken
 */
public record GradientAudit(
        String algorithm,
        String phase,
        Target target,
        double loss,
        double exactNorm,
        Interval bias,
        double cosine,
        double variance,
        double signalToNoise,
        Method method) {

    static GradientAudit of(String algorithm, String phase, Target target, Expectation exact, Expectation estimate) {
        ImmutableDoubleArray expected = estimate.mean().gradient();
        ImmutableDoubleArray reference = exact.mean().gradient();
        double distance = Vectors.norm(Vectors.difference(expected, reference));
        // A mean's error has at most this norm in 95 of 100 cases: its square's quantile is greatest where all of the
        // variance lies in one direction (Szekely and Bakirov 2003), and then it is a normal's.
        double error = 1.96 * Math.sqrt(estimate.errorOfMean() + exact.errorOfMean());
        return new GradientAudit(
                algorithm,
                phase,
                target,
                estimate.mean().nats(),
                Vectors.norm(reference),
                new Interval(distance, error),
                Vectors.dot(expected, reference) / (Vectors.norm(expected) * Vectors.norm(reference)),
                estimate.variance(),
                Vectors.norm(expected) / Math.sqrt(estimate.variance()),
                estimate.method().and(exact.method()));
    }

    /** {@return the bias's share of the exact gradient, by their norms; not finite where that is zero} */
    public double biasShare() {
        return bias.estimate() / exactNorm;
    }
}
