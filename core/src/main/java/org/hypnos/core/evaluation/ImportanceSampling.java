package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
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
 * @param model p(x, h)
 * @param guide q(h given x)
 * @param dataset with x, and with inputs if the programs have any
 * @param samples K, the number of draws for each datum
 * @param seed of the draws
 * @param engine runs the programs; the results do not depend on it
 * @param threads how many share the data; the results do not depend on it
 * @param listener hears how far the drawing has come
 */
public record ImportanceSampling(
        Program model,
        Program guide,
        Dataset dataset,
        int samples,
        long seed,
        Engine engine,
        int threads,
        SamplingListener listener) {
    private static final int DATA_AT_ONCE = 10;
    private static final int PARTICLES_AT_ONCE = 50;

    /**
     * Refuses fewer than 2 samples, which have no interval.
     *
     * @param model of the same precision as the guide
     * @param guide without global sites
     * @param dataset in any precision
     * @param samples at least 2
     * @param seed any number
     * @param engine such as {@link Engine#fastest}
     * @param threads 1 for the caller's alone
     * @param listener such as {@link SamplingListener#NONE}
     */
    public ImportanceSampling {
        checkArgument(samples >= 2, "importance sampling needs at least 2 samples for an interval, found %s", samples);
    }

    /**
     * A sampling that nobody listens to.
     *
     * @param model p(x, h)
     * @param guide q(h given x), without global sites
     * @param dataset in any precision
     * @param samples K, at least 2
     * @param seed of the draws
     * @param engine runs the programs
     * @param threads how many share the data
     */
    public ImportanceSampling(
            Program model, Program guide, Dataset dataset, int samples, long seed, Engine engine, int threads) {
        this(model, guide, dataset, samples, seed, engine, threads, SamplingListener.NONE);
    }

    /**
     * {@return the same draws, of which {@code other} hears}
     *
     * @param other in place of the present listener
     */
    public ImportanceSampling withListener(SamplingListener other) {
        return new ImportanceSampling(model, guide, dataset, samples, seed, engine, threads, other);
    }

    /**
     * {@return the same draws for each datum, fewer of them or more}
     *
     * @param count at least 2
     */
    public ImportanceSampling withSamples(int count) {
        return new ImportanceSampling(model, guide, dataset, count, seed, engine, threads, listener);
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
        return collect(0, datum -> start.get(), add, end);
    }

    private <A, R> ImmutableList<R> collect(
            int first, IntFunction<A> start, BiConsumer<Draws, List<A>> add, Function<A, R> end) {
        Chunks chunks = new Chunks(
                dataset.to(model.parameters().dtype()),
                new Tracer.Address(seed, 0, "importance"),
                first,
                samples,
                PARTICLES_AT_ONCE,
                DATA_AT_ONCE,
                engine,
                threads,
                listener);
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
        return collect(start, (draws, found) -> addWeights(draws, found, add), end);
    }

    /**
     * The first estimate that is {@code enough}, from the draws of this sampling, or from twice as many, or four times, up to
     * {@code most}, with which it must do. Draws are made once: the estimate is that of a sampling with as many at once.
     */
    <A, E> E estimateUntil(
            Supplier<A> start,
            ObjDoubleConsumer<A> add,
            BiFunction<ImportanceSampling, List<A>, E> estimate,
            Predicate<E> enough,
            int most) {
        checkArgument(most >= samples, "sampling begins with %s draws, more than the most, %s", samples, most);
        ImportanceSampling sampling = this;
        ImmutableList<A> found = collectWeights(start, add, sums -> sums);
        E estimated = estimate.apply(sampling, found);
        while (!enough.test(estimated) && sampling.samples < most) {
            int before = sampling.samples;
            sampling = sampling.withSamples((int) Math.min(most, 2L * before));
            found = sampling.collect(before, found::get, (draws, own) -> addWeights(draws, own, add), sums -> sums);
            estimated = estimate.apply(sampling, found);
        }
        return estimated;
    }

    private static <A> void addWeights(Draws draws, List<A> found, ObjDoubleConsumer<A> add) {
        for (int i = 0; i < draws.logWeights().shape().size(); i++) {
            add.accept(found.get(i % found.size()), draws.logWeights().get(i));
        }
    }
}
