package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Locale;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.training.Dataset;

/**
 * The mean over data of -log p(x given m), where m are the guide's means in place of causes. It is not a likelihood: m is not
 * explained itself, and the number can fall below the data's entropy. Nothing in it is drawn.
 *
 * @param nats the mean, by the data's probabilities where they have any
 * @param data how many data it is the mean over
 * @param overData for other data of the same source: 1.96 sd / sqrt(N); of width 0 where the data have probabilities
 */
public record ReconstructionCrossEntropy(double nats, int data, Interval overData) {
    /**
     * {@return the cross-entropy of the data under the two programs}
     *
     * @param model p(x, h)
     * @param guide q(h given x)
     * @param dataset in any precision
     * @param engine runs the programs; the result does not depend on it
     * @param threads how many share the data; the result does not depend on it
     * @throws IllegalArgumentException if a site of the guide has no mean, or one of the model is none of the guide's
     */
    public static ReconstructionCrossEntropy of(
            Program model, Program guide, Dataset dataset, Engine engine, int threads) {
        ImmutableList<ImmutableDoubleArray> ofEach =
                MeanPass.collect(model, guide, dataset, engine, threads, ReconstructionCrossEntropy::add);
        DataMean mean = DataMean.ofValues(dataset, Lists.transform(ofEach, numbers -> numbers.get(0)));
        return new ReconstructionCrossEntropy(mean.mean(), dataset.size(), mean.overData());
    }

    private static void add(Trace p, List<ImmutableDoubleArray.Builder> found) {
        Tensor sum = p.sites().entrySet().stream()
                .filter(site -> !site.getValue().drawn())
                .map(site -> p.logProb(site.getKey()))
                .reduce(Tensor::add)
                .orElseThrow(() -> new IllegalArgumentException("no site of the model is given by the data"));
        for (int i = 0; i < found.size(); i++) {
            found.get(i).add(-sum.get(i));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "reconstruction cross-entropy %.3f nats, not a likelihood (the guide's means plugged in; %d data;"
                        + " 95 %% over data +- %.3f)",
                nats,
                data,
                overData.halfWidth());
    }
}
