package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Cells;
import org.hypnos.core.Draws;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Moments;

/**
 * Runs without chance: each site of the guide takes its distribution's mean, as later sites see it; the model then runs with
 * these in place of its causes.
 */
final class MeanPass {
    private static final int DATA_AT_ONCE = 100;

    private MeanPass() {}

    /** For each datum the numbers that {@code add} took from the model's run. */
    static ImmutableList<ImmutableDoubleArray> collect(
            Program model,
            Program guide,
            Dataset dataset,
            Engine engine,
            int threads,
            BiConsumer<Trace, List<ImmutableDoubleArray.Builder>> add) {
        return collect(
                dataset.to(model.parameters().dtype()),
                engine,
                threads,
                (tracer, given) -> tracer.drawing(
                                new Known(run(guide, tracer, given).values()))
                        .trace(model, given),
                add);
    }

    /** For each datum the numbers that {@code add} took from the guide's run. */
    static ImmutableList<ImmutableDoubleArray> collect(
            Program guide,
            Dataset dataset,
            Engine engine,
            int threads,
            BiConsumer<Trace, List<ImmutableDoubleArray.Builder>> add) {
        Dataset converted = dataset.to(guide.parameters().dtype());
        return collect(converted, engine, threads, (tracer, given) -> run(guide, tracer, given), add);
    }

    private static ImmutableList<ImmutableDoubleArray> collect(
            Dataset converted,
            Engine engine,
            int threads,
            BiFunction<Tracer, ImmutableMap<String, Tensor>, Trace> run,
            BiConsumer<Trace, List<ImmutableDoubleArray.Builder>> add) {
        Tracer.Address nothing = new Tracer.Address(0, 0, "means");
        return new Chunks(converted, nothing, 0, 1, 1, DATA_AT_ONCE, engine, threads, SamplingListener.NONE)
                .collect(
                        datum -> ImmutableDoubleArray.builder(),
                        (tracer, given, found) -> add.accept(run.apply(tracer, given), found),
                        ImmutableDoubleArray.Builder::build);
    }

    private static Trace run(Program guide, Tracer tracer, ImmutableMap<String, Tensor> given) {
        return tracer.drawing(new Means()).trace(guide, given).requireLocal("a run of means");
    }

    /** Means in place of draws. */
    private record Means() implements Draws {
        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
            checkArgument(
                    distribution instanceof Moments,
                    "site '%s' has no mean to take in place of a draw; its distribution is %s",
                    site,
                    distribution.getClass().getSimpleName());
            Tensor mean = ((Moments) distribution).mean();
            return mean.broadcastTo(sampleShape.concat(mean.shape()));
        }

        @Override
        public Draws pathwise() {
            return this;
        }
    }

    /** Values that may lie outside a site's support, as means do. */
    private record Known(Values values) implements Draws {
        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
            Tensor value = values.at(site, cells);
            checkArgument(
                    value != null,
                    "site '%s' of the model has no mean, since the guide has no such site; there are %s",
                    site,
                    values.names());
            return value;
        }

        @Override
        public Draws pathwise() {
            return this;
        }
    }
}
