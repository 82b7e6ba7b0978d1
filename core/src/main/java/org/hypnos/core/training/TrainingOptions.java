package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.function.Consumer;
import org.hypnos.autodiff.Engine;

/**
 * How to train.
 *
 * @param seed from which all draws, orders of data and beginnings follow
 * @param batchSize how many data a step sees
 * @param shardSize how many data one thread takes at a time; the bits depend on it
 * @param threads how many work; the bits do not depend on them
 * @param engine what computes; the bits do not depend on it
 * @param theta how the model descends
 * @param phi how the guide descends
 * @param frozen patterns of full names of parameters that stay as they are, such as {@code model/prior} or {@code guide/*};
 *     they are neither moved nor regularized
 * @param scale what multiplies the log-probability of a site, by its name
 * @param reduction how the losses of a batch's data become one
 * @param regularization losses about parameters
 * @param mostLeftOut the share of a batch that may have probability zero under all its draws before training stops; a
 *     single datum always may
 */
public record TrainingOptions(
        long seed,
        int batchSize,
        int shardSize,
        int threads,
        Engine engine,
        Optimizer theta,
        Optimizer phi,
        ImmutableSet<String> frozen,
        ImmutableMap<String, SiteScale> scale,
        Reduction reduction,
        RegularizationLosses regularization,
        double mostLeftOut) {
    /**
     * Checks the numbers; a training checks the names.
     *
     * @param seed any number
     * @param batchSize at least 1
     * @param shardSize at least 1
     * @param threads at least 1, that of the caller included
     * @param engine such as {@link Engine#fastest}
     * @param theta whose groups each match a parameter of the model; of either side, where {@code phi} equals it
     * @param phi whose groups each match a parameter of the guide, likewise
     * @param frozen which each match a parameter
     * @param scale of sites that the model has
     * @param reduction such as {@link Reduction#MEAN}
     * @param regularization {@link RegularizationLosses#none} for no loss
     * @param mostLeftOut in [0, 1]
     * @throws IllegalArgumentException if a number is out of its range
     */
    public TrainingOptions {
        checkArgument(batchSize > 0, "the batch size must be at least 1, found %s", batchSize);
        checkArgument(shardSize > 0, "the shard size must be at least 1, found %s", shardSize);
        checkArgument(threads > 0, "the number of threads must be at least 1, found %s", threads);
        checkArgument(
                mostLeftOut >= 0 && mostLeftOut <= 1, "the share left out must be in [0, 1], found %s", mostLeftOut);
    }

    /**
     * {@return options with Adam at 1e-3 for both sides, on all processors, by the fastest engine}
     *
     * @param seed from which all draws and orders of data follow
     * @param batchSize how many data a step sees
     */
    public static TrainingOptions of(long seed, int batchSize) {
        Optimizer adam = Optimizer.adam(1e-3);
        return new TrainingOptions(
                seed,
                batchSize,
                defaultShardSize(batchSize),
                Runtime.getRuntime().availableProcessors(),
                Engine.fastest(),
                adam,
                adam,
                ImmutableSet.of(),
                ImmutableMap.of(),
                Reduction.MEAN,
                RegularizationLosses.none(),
                0.01);
    }

    /**
     * {@return a sixth of the batch, rounded up, and at least 4 data}
     *
     * @param batchSize how many data a step sees
     */
    public static int defaultShardSize(int batchSize) {
        return Math.max(4, (batchSize + 5) / 6);
    }

    /**
     * {@return these with shards of another size, on which the bits depend}
     *
     * @param size how many data one thread takes at a time, at least 1
     */
    public TrainingOptions withShardSize(int size) {
        return with(draft -> draft.shardSize = size);
    }

    /**
     * {@return these with another number of threads, on which the bits do not depend}
     *
     * @param count at least 1, the caller's thread included
     */
    public TrainingOptions withThreads(int count) {
        return with(draft -> draft.threads = count);
    }

    /**
     * {@return these with another engine, on which the bits do not depend}
     *
     * @param other what computes
     */
    public TrainingOptions withEngine(Engine other) {
        return with(draft -> draft.engine = other);
    }

    /**
     * {@return these with one optimizer for both sides}
     *
     * @param optimizer how each descends; each keeps a memory of its own
     */
    public TrainingOptions withOptimizer(Optimizer optimizer) {
        return withOptimizers(optimizer, optimizer);
    }

    /**
     * {@return these with an optimizer for each side}
     *
     * @param ofTheta how the model descends
     * @param ofPhi how the guide descends
     */
    public TrainingOptions withOptimizers(Optimizer ofTheta, Optimizer ofPhi) {
        return with(draft -> {
            draft.theta = ofTheta;
            draft.phi = ofPhi;
        });
    }

    /**
     * {@return these with other frozen parameters}
     *
     * @param patterns of the full names of those that stay as they are, and no others
     */
    public TrainingOptions withFrozen(String... patterns) {
        return with(draft -> draft.frozen = ImmutableSet.copyOf(patterns));
    }

    /**
     * {@return these with another scale of one site}
     *
     * @param site its name
     * @param factor what multiplies its log-probability, finite
     */
    public TrainingOptions withScale(String site, double factor) {
        return withScale(site, new SiteScale.Factor(factor));
    }

    /**
     * {@return these with another scale of one site, a number for each datum}
     *
     * @param site its name
     * @param tensor the name of the data's tensor, of shape [data], that multiplies the site's log-probability
     */
    public TrainingOptions withScale(String site, String tensor) {
        return withScale(site, new SiteScale.OfData(tensor));
    }

    private TrainingOptions withScale(String site, SiteScale own) {
        return with(draft -> draft.scale = ImmutableMap.<String, SiteScale>builder()
                .putAll(scale)
                .put(site, own)
                .buildKeepingLast());
    }

    /**
     * {@return these with another reduction}
     *
     * @param other how the losses of a batch's data become one
     */
    public TrainingOptions withReduction(Reduction other) {
        return with(draft -> draft.reduction = other);
    }

    /**
     * {@return these with other regularization losses}
     *
     * @param losses about parameters, in place of those there were
     */
    public TrainingOptions withRegularization(RegularizationLosses losses) {
        return with(draft -> draft.regularization = losses);
    }

    /**
     * {@return these with another bound on the data that a step leaves out}
     *
     * @param share of a batch that may have probability zero under all its draws, in [0, 1]
     */
    public TrainingOptions withMostLeftOut(double share) {
        return with(draft -> draft.mostLeftOut = share);
    }

    private TrainingOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** Options with some of their values still to be changed. */
    private static final class Draft {
        private final TrainingOptions from;
        private int shardSize;
        private int threads;
        private Engine engine;
        private Optimizer theta;
        private Optimizer phi;
        private ImmutableSet<String> frozen;
        private ImmutableMap<String, SiteScale> scale;
        private Reduction reduction;
        private RegularizationLosses regularization;
        private double mostLeftOut;

        Draft(TrainingOptions from) {
            this.from = from;
            this.shardSize = from.shardSize;
            this.threads = from.threads;
            this.engine = from.engine;
            this.theta = from.theta;
            this.phi = from.phi;
            this.frozen = from.frozen;
            this.scale = from.scale;
            this.reduction = from.reduction;
            this.regularization = from.regularization;
            this.mostLeftOut = from.mostLeftOut;
        }

        TrainingOptions finished() {
            return new TrainingOptions(
                    from.seed,
                    from.batchSize,
                    shardSize,
                    threads,
                    engine,
                    theta,
                    phi,
                    frozen,
                    scale,
                    reduction,
                    regularization,
                    mostLeftOut);
        }
    }
}
