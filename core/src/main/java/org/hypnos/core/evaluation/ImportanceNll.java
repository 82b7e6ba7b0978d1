package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Workers;
import org.hypnos.core.training.WorkspacePool;

/**
 * The mean over data of -log (1/K) sum_k p(x, h_k) / q(h_k given x), with h from the guide: in expectation an upper bound
 * of the negative log-likelihood (Burda, Grosse, Salakhutdinov 2016).
 *
 * @param nats the mean; infinite if all draws of a datum have probability zero
 * @param samples K, the number of draws for each datum
 * @param data how many data it is the mean over
 * @param overData for other data of the same source: 1.96 sd / sqrt(N); of width 0 where the data have probabilities
 * @param monteCarlo for other draws with the same data: 1.96 times the deviation by the delta method on the weights
 * @param estimatedBias the mean over data of var(w) / (2 K mean(w)^2), which neither interval covers
 */
public record ImportanceNll(
        double nats, int samples, int data, Interval overData, Interval monteCarlo, double estimatedBias) {
    private static final int DATA_AT_ONCE = 10;
    private static final int PARTICLES_AT_ONCE = 50;

    /**
     * Estimates with {@code samples} draws for each datum, keyed by {@code seed}.
     *
     * @param samples at least 2
     */
    public static ImportanceNll of(
            Program model, Program guide, Dataset dataset, int samples, long seed, Engine engine, int threads) {
        checkArgument(samples >= 2, "importance sampling needs at least 2 samples for an interval, found %s", samples);
        Dataset converted = dataset.to(model.parameters().dtype());
        LogSum[] sums = new LogSum[dataset.size()];
        Tracer.Address address = new Tracer.Address(seed, 0, "importance");
        int tasks = (dataset.size() + DATA_AT_ONCE - 1) / DATA_AT_ONCE;
        try (Workers workers = new Workers(threads)) {
            WorkspacePool workspaces = new WorkspacePool(engine);
            workers.run(tasks, task -> {
                int from = task * DATA_AT_ONCE;
                int to = Math.min(dataset.size(), from + DATA_AT_ONCE);
                workspaces.lend(
                        workspace -> addWeights(model, guide, converted, samples, address, workspace, from, to, sums));
            });
        }
        return of(dataset, samples, sums);
    }

    /** Draws and weighs the particles of the data from {@code from} to {@code to}, chunk by chunk. */
    private static void addWeights(
            Program model,
            Program guide,
            Dataset dataset,
            int samples,
            Tracer.Address address,
            Workspace workspace,
            int from,
            int to,
            LogSum[] sums) {
        for (int i = from; i < to; i++) {
            sums[i] = new LogSum();
        }
        int data = to - from;
        for (int first = 0; first < samples; first += PARTICLES_AT_ONCE) {
            workspace.reset();
            int particles = Math.min(PARTICLES_AT_ONCE, samples - first);
            Map<String, Tensor> given = dataset.rows(workspace, from, to);
            Tracer tracer = Tracer.of(address, workspace, data).data(from, data).particles(first, particles);
            Trace q = tracer.trace(guide, given).requireLocal("importance sampling");
            Tensor logWeights = tracer.score(model, q.values()).logProb().sub(q.logProb());
            for (int i = 0; i < particles * data; i++) {
                sums[from + i % data].add(logWeights.get(i));
            }
        }
    }

    private static ImportanceNll of(Dataset dataset, int samples, LogSum[] sums) {
        double mean = 0;
        double ofSquares = 0;
        double bias = 0;
        double variance = 0;
        for (int i = 0; i < sums.length; i++) {
            double share = dataset.probabilities() == null
                    ? 1.0 / sums.length
                    : dataset.probabilities().get(i);
            double nats = StrictMath.log(samples) - sums[i].value();
            double relativeVariance = sums[i].relativeVariance(samples);
            mean += share * nats;
            ofSquares += share * nats * nats;
            bias += share * relativeVariance / (2.0 * samples);
            variance += share * share * relativeVariance / samples;
        }
        int n = sums.length;
        double deviation = Math.sqrt(Math.max(0, ofSquares - mean * mean) * n / Math.max(1, n - 1));
        double overData = dataset.probabilities() == null ? 1.96 * deviation / Math.sqrt(n) : 0;
        return new ImportanceNll(
                mean, samples, n, new Interval(mean, overData), new Interval(mean, 1.96 * Math.sqrt(variance)), bias);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "importance-sampled NLL %.3f nats (K = %d draws for each of %d data;"
                        + " 95 %% over data +- %.3f, Monte Carlo +- %.3f, estimated bias %.3f)",
                nats,
                samples,
                data,
                overData.halfWidth(),
                monteCarlo.halfWidth(),
                estimatedBias);
    }
}
