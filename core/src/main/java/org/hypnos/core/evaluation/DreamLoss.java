package org.hypnos.core.evaluation;

import com.google.common.math.StatsAccumulator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.training.Workers;

/**
 * The mean of -log q(h' given x') over dreams of the model: up to a constant of the model's, KL(p||q), inclusive, over its own
 * data. It is the validation loss of inference compilation (Le, Baydin, Wood 2017).
 *
 * @param nats the mean
 * @param dreams how many it is the mean over
 * @param monteCarlo for other dreams: 1.96 sd / sqrt(dreams)
 */
public record DreamLoss(double nats, int dreams, Interval monteCarlo) {
    /**
     * {@return the loss of {@code guide} over all of {@code dreams}}
     *
     * @param guide q(h given x)
     * @param dreams of the model, in its precision
     * @param threads how many share the dreams; the result does not depend on it
     */
    public static DreamLoss of(Program guide, Dreams dreams, int threads) {
        AtomicReferenceArray<Tensor> logProbs = new AtomicReferenceArray<>(dreams.tasks());
        try (Workers workers = new Workers(threads)) {
            workers.run(dreams.tasks(), task -> logProbs.set(task, dreams.logProb(guide, task)));
        }
        StatsAccumulator losses = new StatsAccumulator();
        for (int task = 0; task < dreams.tasks(); task++) {
            losses.addAll(logProbs.get(task).neg().toDoubles());
        }
        double halfWidth = 1.96 * losses.sampleStandardDeviation() / Math.sqrt(dreams.count());
        return new DreamLoss(losses.mean(), dreams.count(), new Interval(losses.mean(), halfWidth));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "dream loss %.4f nats (-log q of the causes of %d dreams; 95 %% Monte Carlo +- %.4f)",
                nats,
                dreams,
                monteCarlo.halfWidth());
    }
}
