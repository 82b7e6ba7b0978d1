package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Workers;

/**
 * The mean over data of -log p(x), by enumerating all causes.
 *
 * @param nats the mean, by the data's probabilities where they have any
 * @param states how many joint values the causes have
 * @param data how many data it is the mean over
 */
public record ExactNll(double nats, long states, int data) {
    private static final int STATES_AT_ONCE = 256;
    private static final int DATA_AT_ONCE = 128;

    /**
     * Enumerates the sites of {@code model} that {@code dataset} does not give.
     *
     * @throws IllegalArgumentException if a site's support is not finite, or if there are more than 2^20 states
     */
    public static ExactNll of(Program model, Dataset dataset, Engine engine, int threads) {
        Dataset converted = dataset.to(model.parameters().dtype());
        double[] logProbs = logProbs(model, converted, engine, threads);
        double sum = 0;
        for (int i = 0; i < logProbs.length; i++) {
            sum -= logProbs[i]
                    * (dataset.probabilities() == null
                            ? 1.0 / logProbs.length
                            : dataset.probabilities().get(i));
        }
        return new ExactNll(sum, states(model, converted, engine).count(), logProbs.length);
    }

    /** log p(x) of each datum in nats. */
    static double[] logProbs(Program model, Dataset dataset, Engine engine, int threads) {
        LatentStates states = states(model, dataset, engine);
        double[] logProbs = new double[dataset.size()];
        int tasks = (dataset.size() + DATA_AT_ONCE - 1) / DATA_AT_ONCE;
        try (Workers workers = new Workers(threads)) {
            workers.run(tasks, task -> {
                int from = task * DATA_AT_ONCE;
                int to = Math.min(dataset.size(), from + DATA_AT_ONCE);
                List<LogSum> sums = sums(model, dataset, states, new Workspace(engine), from, to);
                for (int i = from; i < to; i++) {
                    logProbs[i] = sums.get(i - from).value();
                }
            });
        }
        return logProbs;
    }

    /** Of draws that do not count: all sites are given, or only looked at. */
    private static Tracer.Address address() {
        return new Tracer.Address(0, 0, "enumerate");
    }

    private static LatentStates states(Program model, Dataset dataset, Engine engine) {
        Workspace workspace = new Workspace(engine);
        Map<String, Tensor> first = dataset.rows(workspace, 0, 1);
        return LatentStates.of(
                Tracer.of(address(), workspace, 1).trace(model, first).requireLocal("enumeration"),
                model.parameters().dtype());
    }

    /** Adds p(x, h) over all h, chunk by chunk, for the data from {@code from} to {@code to}. */
    private static List<LogSum> sums(
            Program model, Dataset dataset, LatentStates states, Workspace workspace, int from, int to) {
        List<LogSum> sums = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sums.add(new LogSum());
        }
        long count = states.count();
        for (long state = 0; state < count; state += STATES_AT_ONCE) {
            workspace.reset();
            int n = (int) Math.min(STATES_AT_ONCE, count - state);
            ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
            values.putAll(dataset.rows(workspace, from, to));
            states.values(state, n).forEach((name, value) -> values.put(name, workspace.adopt(value)));
            Tracer tracer = Tracer.of(address(), workspace, to - from).copies(n);
            Tensor logSums =
                    tracer.score(model, values.buildOrThrow()).logProb().logSumExp(0);
            for (int i = 0; i < to - from; i++) {
                sums.get(i).add(logSums.get(i));
            }
        }
        return sums;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "exact NLL %.4f nats (all %d causes of %d data)", nats, states, data);
    }
}
