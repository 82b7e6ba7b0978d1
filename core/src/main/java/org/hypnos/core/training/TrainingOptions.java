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
 * @param mostLeftOut the share of a batch that may have probability zero under all its draws before training stops
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
    public TrainingOptions {
        checkArgument(batchSize > 0, "the batch size must be at least 1, found %s", batchSize);
        checkArgument(shardSize > 0, "the shard size must be at least 1, found %s", shardSize);
        checkArgument(threads > 0, "the number of threads must be at least 1, found %s", threads);
        checkArgument(
                mostLeftOut >= 0 && mostLeftOut <= 1, "the share left out must be in [0, 1], found %s", mostLeftOut);
    }

    /** Batches of {@code batchSize}, Adam at 1e-3 for both sides, on all processors. */
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

    /** A sixth of the batch, at least 4 data. */
    public static int defaultShardSize(int batchSize) {
        return Math.max(4, (batchSize + 5) / 6);
    }

    public TrainingOptions withShardSize(int size) {
        return with(draft -> draft.shardSize = size);
    }

    public TrainingOptions withThreads(int count) {
        return with(draft -> draft.threads = count);
    }

    public TrainingOptions withEngine(Engine other) {
        return with(draft -> draft.engine = other);
    }

    /** One optimizer for both sides; each keeps a memory of its own. */
    public TrainingOptions withOptimizer(Optimizer optimizer) {
        return withOptimizers(optimizer, optimizer);
    }

    public TrainingOptions withOptimizers(Optimizer ofTheta, Optimizer ofPhi) {
        return with(draft -> {
            draft.theta = ofTheta;
            draft.phi = ofPhi;
        });
    }

    /** These and no others stand still. */
    public TrainingOptions withFrozen(String... patterns) {
        return with(draft -> draft.frozen = ImmutableSet.copyOf(patterns));
    }

    /** These and {@code factor} times the log-probability of {@code site}. */
    public TrainingOptions withScale(String site, double factor) {
        return withScale(site, new SiteScale.Factor(factor));
    }

    /** These and the data's {@code tensor}, of shape [data], times the log-probability of {@code site}. */
    public TrainingOptions withScale(String site, String tensor) {
        return withScale(site, new SiteScale.OfData(tensor));
    }

    private TrainingOptions withScale(String site, SiteScale own) {
        return with(draft -> draft.scale = ImmutableMap.<String, SiteScale>builder()
                .putAll(scale)
                .put(site, own)
                .buildKeepingLast());
    }

    public TrainingOptions withReduction(Reduction other) {
        return with(draft -> draft.reduction = other);
    }

    public TrainingOptions withRegularization(RegularizationLosses losses) {
        return with(draft -> draft.regularization = losses);
    }

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
