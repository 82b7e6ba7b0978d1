package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Workers;
import org.hypnos.core.training.WorkspacePool;

/**
 * The particles of each datum of a data set, visited in chunks, so that a hundred thousand of them fit in memory.
 *
 * <p>A datum's particles come one chunk after the other, in order; data are shared among threads.
 *
 * @param dataset in the programs' precision
 * @param address of what is drawn
 * @param firstParticle of each datum, from 0 on
 * @param particles how many each datum has, with those before the first
 * @param particlesAtOnce the most of them in a chunk
 * @param dataAtOnce the most data in a chunk
 * @param listener hears of each chunk
 */
record Chunks(
        Dataset dataset,
        Tracer.Address address,
        int firstParticle,
        int particles,
        int particlesAtOnce,
        int dataAtOnce,
        Engine engine,
        int threads,
        SamplingListener listener) {
    /** What is done with a chunk. */
    interface Visitor<A> {
        /**
         * Adds a chunk to what was found for each of its data.
         *
         * @param tracer for the chunk's particles and data
         * @param given the values of the data
         */
        void visit(Tracer tracer, ImmutableMap<String, Tensor> given, List<A> found);
    }

    /** For each datum {@code end} of what began as {@code start} of its number and saw all of the datum's chunks. */
    <A, R> ImmutableList<R> collect(IntFunction<A> start, Visitor<A> visitor, Function<A, R> end) {
        int tasks = (dataset.size() + dataAtOnce - 1) / dataAtOnce;
        AtomicLong drawn = new AtomicLong((long) firstParticle * dataset.size());
        AtomicReferenceArray<ImmutableList<R>> results = new AtomicReferenceArray<>(tasks);
        try (Workers workers = new Workers(threads)) {
            WorkspacePool workspaces = new WorkspacePool(engine);
            workers.run(
                    tasks,
                    task -> workspaces.lend(workspace -> {
                        int from = task * dataAtOnce;
                        int to = Math.min(dataset.size(), from + dataAtOnce);
                        ImmutableList<A> found =
                                IntStream.range(from, to).mapToObj(start).collect(ImmutableList.toImmutableList());
                        visitAll(workspace, from, to, visitor, found, drawn);
                        results.set(task, found.stream().map(end).collect(ImmutableList.toImmutableList()));
                    }));
        }
        return IntStream.range(0, tasks)
                .mapToObj(results::get)
                .flatMap(List::stream)
                .collect(ImmutableList.toImmutableList());
    }

    private <A> void visitAll(
            Workspace workspace, int from, int to, Visitor<A> visitor, List<A> found, AtomicLong drawn) {
        for (int first = firstParticle; first < particles; first += particlesAtOnce) {
            workspace.reset();
            int count = Math.min(particlesAtOnce, particles - first);
            Tracer tracer = Tracer.of(address, workspace, to - from)
                    .data(from, to - from)
                    .particles(first, count);
            visitor.visit(tracer, dataset.rows(workspace, from, to), found);
            listener.drawn(drawn.addAndGet((long) count * (to - from)), (long) particles * dataset.size());
        }
    }
}
