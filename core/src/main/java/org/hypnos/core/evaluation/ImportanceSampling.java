package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;

/**
 * The guide's draws for each datum, and their weights w_k = p(x, h_k) / q(h_k given x): what estimates are made from.
 *
 * <p>The draws follow from the seed, so that estimates from equal importance samplings are about the same draws. They are
 * made when an estimate asks for them, and forgotten chunk by chunk.
 *
 * @param samples K, the number of draws for each datum; at least 2
 * @param threads how many share the data; the results do not depend on it
 */
public record ImportanceSampling(
        Program model, Program guide, Dataset dataset, int samples, long seed, Engine engine, int threads) {
    private static final int DATA_AT_ONCE = 10;
    private static final int PARTICLES_AT_ONCE = 50;

    public ImportanceSampling {
        checkArgument(samples >= 2, "importance sampling needs at least 2 samples for an interval, found %s", samples);
    }

    /**
     * Some draws for some data.
     *
     * @param q how the guide drew them
     * @param p how the model scores them
     * @param logWeights log w in nats, of shape [particles, data]
     */
    record Draws(Trace q, Trace p, Tensor logWeights) {}

    /** For each datum {@code end} of what began as {@code start} and saw all of the datum's draws. */
    <A, R> ImmutableList<R> collect(Supplier<A> start, BiConsumer<Draws, List<A>> add, Function<A, R> end) {
        Chunks chunks = new Chunks(
                dataset.to(model.parameters().dtype()),
                new Tracer.Address(seed, 0, "importance"),
                samples,
                PARTICLES_AT_ONCE,
                DATA_AT_ONCE,
                engine,
                threads);
        return chunks.collect(
                start,
                (tracer, given, found) -> {
                    Trace q = tracer.trace(guide, given).requireLocal("importance sampling");
                    Trace p = tracer.score(model, q.values());
                    add.accept(new Draws(q, p, p.logProb().sub(q.logProb())), found);
                },
                end);
    }

    /** For each datum {@code end} of what began as {@code start} and saw log w of all of the datum's draws. */
    <A, R> ImmutableList<R> collectWeights(Supplier<A> start, ObjDoubleConsumer<A> add, Function<A, R> end) {
        return collect(
                start,
                (draws, found) -> {
                    for (int i = 0; i < draws.logWeights().shape().size(); i++) {
                        add.accept(
                                found.get(i % found.size()), draws.logWeights().get(i));
                    }
                },
                end);
    }
}
