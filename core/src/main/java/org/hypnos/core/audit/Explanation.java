package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;

/**
 * The causes of a datum, or of all data together, and the losses that they weigh, times the data's share in the mean.
 *
 * @param posterior p(h given x)
 * @param theta E_p(h given x)[-log p(x, h)], whose gradient at constant p(h given x) is that of -log p(x)
 * @param phi E_p(h given x)[-log q(h given x)], whose gradient is that of KL(p||q)
 */
record Explanation(ExactPosterior posterior, WeightedLoss theta, WeightedLoss phi) {
    private static final int AT_ONCE = 256;

    /** The phase whose losses are -log p(x, h) and -log q(h given x), for h from the prior. */
    static Phase phase(Program model, Program guide) {
        return Phase.always("explain", (tracer, batch) -> {
            Trace p = tracer.trace(model, batch.values());
            Trace q = tracer.score(guide, p.values());
            return Losses.none()
                    .theta(p.logProb(batch.population()).sum(0).neg(), p)
                    .phi(q.logProb(batch.population()).sum(0).neg(), q);
        });
    }

    /**
     * Enumerates all causes, twice: for their probabilities, and for their gradients.
     *
     * @param subject of {@link #phase}
     * @throws IllegalArgumentException if the causes cannot be listed, are more than 2^20, or none of them is possible
     */
    static Explanation of(Program model, Program guide, Subject subject) {
        Tuples tuples = Tuples.of(subject);
        double[] logJoints = new double[tuples.count()];
        tuples.run(subject, AT_ONCE, (run, draws, first, n) -> {
            Tensor loss = run.losses().theta().loss();
            Tensor ofTuples = subject.together() ? loss.sum().reshape(Shape.of(1)) : loss;
            System.arraycopy(ofTuples.neg().toDoubles(), 0, logJoints, first, n);
        });
        Tensor logJoint = Tensor.of(DType.FLOAT64, Shape.of(logJoints.length), logJoints);
        double logProb = logJoint.logSumExp(0).item();
        checkArgument(logProb > Double.NEGATIVE_INFINITY, "no cause explains the datum at position %s", subject.rows());
        double[] posterior = logJoint.softmax(0).toDoubles();
        List<WeightedLoss> theta = new ArrayList<>();
        List<WeightedLoss> phi = new ArrayList<>();
        tuples.run(subject, AT_ONCE, (run, draws, first, n) -> {
            double[] shares = subject.shares(n, i -> posterior[first + i]);
            theta.add(WeightedLoss.of(run.tape(), run.losses().theta().loss(), shares, model.parameters()));
            phi.add(WeightedLoss.of(run.tape(), run.losses().phi().loss(), shares, guide.parameters()));
        });
        return new Explanation(
                new ExactPosterior(logProb, causes(subject, tuples, posterior)),
                theta.stream().reduce(WeightedLoss::plus).orElseThrow(),
                phi.stream().reduce(WeightedLoss::plus).orElseThrow());
    }

    private static ImmutableList<Cause> causes(Subject subject, Tuples tuples, double... posterior) {
        ImmutableList.Builder<Cause> causes = ImmutableList.builder();
        for (int i = 0; i < posterior.length; i++) {
            ImmutableMap.Builder<String, ImmutableDoubleArray> values = ImmutableMap.builder();
            tuples.path(i, 0).values().forEach((choice, value) -> values.put(subject.name(choice), value));
            causes.add(new Cause(values.buildOrThrow(), posterior[i]));
        }
        return causes.build();
    }
}
