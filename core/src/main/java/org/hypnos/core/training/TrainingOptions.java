package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

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
                Reduction.MEAN,
                RegularizationLosses.none(),
                0.01);
    }

    /** A sixth of the batch, at least 4 data. */
    public static int defaultShardSize(int batchSize) {
        return Math.max(4, (batchSize + 5) / 6);
    }

    public TrainingOptions withShardSize(int size) {
        return new TrainingOptions(
                seed, batchSize, size, threads, engine, theta, phi, reduction, regularization, mostLeftOut);
    }

    public TrainingOptions withThreads(int count) {
        return new TrainingOptions(
                seed, batchSize, shardSize, count, engine, theta, phi, reduction, regularization, mostLeftOut);
    }

    public TrainingOptions withEngine(Engine other) {
        return new TrainingOptions(
                seed, batchSize, shardSize, threads, other, theta, phi, reduction, regularization, mostLeftOut);
    }

    /** One optimizer for both sides; each keeps a memory of its own. */
    public TrainingOptions withOptimizer(Optimizer optimizer) {
        return withOptimizers(optimizer, optimizer);
    }

    public TrainingOptions withOptimizers(Optimizer ofTheta, Optimizer ofPhi) {
        return new TrainingOptions(
                seed, batchSize, shardSize, threads, engine, ofTheta, ofPhi, reduction, regularization, mostLeftOut);
    }

    public TrainingOptions withReduction(Reduction other) {
        return new TrainingOptions(
                seed, batchSize, shardSize, threads, engine, theta, phi, other, regularization, mostLeftOut);
    }

    public TrainingOptions withRegularization(RegularizationLosses losses) {
        return new TrainingOptions(
                seed, batchSize, shardSize, threads, engine, theta, phi, reduction, losses, mostLeftOut);
    }
}
