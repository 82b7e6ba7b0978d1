package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;

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
     * {@return the NLL by enumerating the sites of {@code model} that {@code dataset} does not give}
     *
     * @param model p(x, h)
     * @param dataset in any precision
     * @param engine runs the model; the result does not depend on it
     * @param threads how many share the data; the result does not depend on it
     * @throws IllegalArgumentException if a site to enumerate is global or its support is not finite, if the model's
     *     ways have different sites, or if there are more than 2^20 states
     */
    public static ExactNll of(Program model, Dataset dataset, Engine engine, int threads) {
        Dataset converted = dataset.to(model.parameters().dtype());
        DataMean mean = DataMean.ofValues(dataset, logProbs(model, converted, engine, threads));
        return new ExactNll(-mean.mean(), states(model, converted, engine).count(), dataset.size());
    }

    /** log p(x) of each datum in nats. */
    static ImmutableList<Double> logProbs(Program model, Dataset dataset, Engine engine, int threads) {
        LatentStates states = states(model, dataset, engine);
        int count = Ints.checkedCast(states.count());
        return new Chunks(
                        dataset,
                        address(),
                        0,
                        count,
                        STATES_AT_ONCE,
                        DATA_AT_ONCE,
                        engine,
                        threads,
                        SamplingListener.NONE)
                .collect(
                        datum -> new LogSum(),
                        (tracer, given, sums) -> {
                            Tensor logSums =
                                    logJoint(model, states, tracer, given).logSumExp(0);
                            for (int i = 0; i < sums.size(); i++) {
                                sums.get(i).add(logSums.get(i));
                            }
                        },
                        LogSum::value);
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

    /** log p(x, h) of the states whose numbers are those of the tracer's particles. */
    private static Tensor logJoint(Program model, LatentStates states, Tracer tracer, Map<String, Tensor> given) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        values.putAll(given);
        states.values(tracer.cells().firstParticle(), tracer.cells().particles())
                .forEach((name, value) -> values.put(name, tracer.workspace().adopt(value)));
        Trace trace = tracer.score(model, values.buildOrThrow());
        for (Trace.Part part : trace.parts()) {
            checkArgument(
                    part.sites().keySet().containsAll(states.sites().keySet()),
                    "the model's sites are %s on one way and %s on another, so that states would be counted twice;"
                            + " Audit.run follows each way by itself",
                    states.sites().keySet(),
                    part.sites().keySet());
        }
        return trace.logProb();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "exact NLL %.4f nats (all %d causes of %d data)", nats, states, data);
    }
}
