package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.function.IntFunction;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.training.Dataset;

/**
 * Causes and data (h', x') that were drawn from a model once and stay, so that guides are told apart by them while they learn,
 * as in inference compilation. Training draws others: these have a phase of their own.
 */
public final class Dreams {
    private static final int AT_ONCE = 100;

    private final ImmutableList<Values> chunks;
    private final int count;

    private Dreams(ImmutableList<Values> chunks, int count) {
        this.chunks = chunks;
        this.count = count;
    }

    /**
     * {@return {@code count} dreams of a model without inputs}
     *
     * @param model p(x, h), without global sites
     * @param count at least 2
     * @param seed of the draws
     */
    public static Dreams of(Program model, int count, long seed) {
        return of(model, count, seed, from -> ImmutableMap.of());
    }

    /**
     * {@return a dream for each datum of {@code dataset}, given the datum's inputs}
     *
     * @param model p(x, h given the inputs), without global sites
     * @param dataset of at least 2 data, whose observations are not looked at
     * @param seed of the draws
     */
    public static Dreams of(Program model, Dataset dataset, long seed) {
        Dataset converted = dataset.to(model.parameters().dtype());
        return of(model, dataset.size(), seed, from -> {
            int to = Math.min(dataset.size(), from + AT_ONCE);
            return Maps.filterKeys(converted.rows(Workspace.HEAP, from, to), dataset.inputNames()::contains);
        });
    }

    private static Dreams of(Program model, int count, long seed, IntFunction<Map<String, Tensor>> inputs) {
        checkArgument(count >= 2, "a mean over dreams needs at least 2 of them for an interval, found %s", count);
        Tracer.Address address = new Tracer.Address(seed, 0, "validation dreams");
        ImmutableList.Builder<Values> chunks = ImmutableList.builder();
        for (int from = 0; from < count; from += AT_ONCE) {
            Tracer tracer = tracer(address, from, count);
            chunks.add(tracer.trace(model, inputs.apply(from))
                    .requireLocal("a mean over dreams")
                    .values());
        }
        return new Dreams(chunks.build(), count);
    }

    private static Tracer tracer(Tracer.Address address, int from, int count) {
        int size = Math.min(AT_ONCE, count - from);
        return Tracer.of(address, Workspace.HEAP, size).data(from, size);
    }

    /** log q(h' given x') of the dreams of task {@code task}. */
    Tensor logProb(Program guide, int task) {
        Tracer tracer = tracer(new Tracer.Address(0, 0, "score"), task * AT_ONCE, count);
        return tracer.score(guide, chunks.get(task)).logProb();
    }

    int tasks() {
        return chunks.size();
    }

    /** {@return how many dreams there are} */
    public int count() {
        return count;
    }
}
