package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Losses;

/**
 * A phase's loss and its gradient for one side, over all that the phase can draw.
 *
 * @param variance the trace of the gradient's covariance
 * @param errorOfMean the trace of the covariance of the mean gradient: 0 where all was enumerated
 */
record Expectation(WeightedLoss mean, double variance, double errorOfMean, Method method) {
    private static final int AT_ONCE = 16; // each has a backward pass of its own, through all of these

    /** Whose parameters a loss moves. */
    enum Side {
        THETA,
        PHI;

        Losses.Side of(Losses losses) {
            return this == THETA ? losses.theta() : losses.phi();
        }
    }

    /** Of each side that has a loss, the mean over the data that {@code subjects} are. */
    static Map<Side, Expectation> of(List<Subject> subjects, Map<Side, ParameterStore> stores, AuditOptions options) {
        Map<Side, Expectation> sums = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            of(subject, stores, options).forEach((side, own) -> sums.merge(side, own, Expectation::plus));
        }
        return sums;
    }

    /** The sum of two that are drawn independently. */
    private Expectation plus(Expectation other) {
        return new Expectation(
                mean.plus(other.mean),
                variance + other.variance,
                errorOfMean + other.errorOfMean,
                method.and(other.method));
    }

    private static Map<Side, Expectation> of(Subject subject, Map<Side, ParameterStore> stores, AuditOptions options) {
        try {
            return enumerated(subject, Tuples.of(subject), stores);
        } catch (NotListableException e) {
            return sampled(subject, stores, options, e.getMessage());
        }
    }

    private static Map<Side, Expectation> enumerated(Subject subject, Tuples tuples, Map<Side, ParameterStore> stores) {
        Map<Side, Moments> moments = new LinkedHashMap<>();
        tuples.run(subject, AT_ONCE, (run, draws, first, n) -> {
            for (int i = 0; i < n; i++) {
                add(subject, run, i, n, StrictMath.exp(draws.logProb(first + i)), stores, moments);
            }
        });
        moments.values().forEach(own -> checkComplete(subject, own.weight()));
        Method method = Method.enumerated(tuples.count());
        return Maps.transformValues(moments, own -> new Expectation(own.mean(), own.variance(), 0, method));
    }

    private static void checkComplete(Subject subject, double probability) {
        double tolerance = subject.dtype() == DType.FLOAT64 ? 1e-9 : 1e-4;
        checkState(
                Math.abs(probability - 1) < tolerance,
                "the tuples of phase '%s' have probability %s between them, not 1; do its programs branch on what other"
                        + " particles draw, or does a distribution's log-prob not fit its support?",
                subject.phase().name(),
                probability);
    }

    private static Map<Side, Expectation> sampled(
            Subject subject, Map<Side, ParameterStore> stores, AuditOptions options, String reason) {
        int samples = options.samples();
        Map<Side, Moments> moments = new LinkedHashMap<>();
        Workspace workspace = new Workspace(Engine.fastest());
        int atOnce = subject.together() ? 1 : AT_ONCE;
        int before = subject.together() ? 0 : subject.rows().get(0) * samples; // so that data have draws of their own
        for (int first = 0; first < samples; first += atOnce) {
            workspace.reset();
            int n = Math.min(atOnce, samples - first);
            long step = subject.together() ? first : options.step();
            Tracer.Address address =
                    new Tracer.Address(options.seed(), step, subject.phase().name());
            Subject.Run run = subject.run(address, before + first, n, workspace);
            for (int i = 0; i < n; i++) {
                add(subject, run, i, n, 1, stores, moments);
            }
        }
        Method method = new Method(false, samples, reason);
        return Maps.transformValues(moments, own -> {
            double variance = own.variance() * samples / (samples - 1.0);
            return new Expectation(own.mean(), variance, variance / samples, method);
        });
    }

    /** Adds number {@code i} of {@code n} tuples, or samples, that ran side by side. */
    private static void add(
            Subject subject,
            Subject.Run run,
            int i,
            int n,
            double weight,
            Map<Side, ParameterStore> stores,
            Map<Side, Moments> moments) {
        double[] shares = subject.shares(n, copy -> copy == i ? 1 : 0);
        stores.forEach((side, store) -> {
            Losses.Side losses = side.of(run.losses());
            if (losses != null && weight > 0) {
                WeightedLoss own = WeightedLoss.of(run.tape(), losses.loss(), shares, store);
                moments.computeIfAbsent(side, any -> new Moments()).add(weight, own);
            }
        });
    }
}
