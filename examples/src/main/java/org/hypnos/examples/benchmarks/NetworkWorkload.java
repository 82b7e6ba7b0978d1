package org.hypnos.examples.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;

/** What sigmoid belief networks are timed on: random pixels, 13 % of them on as in MNIST, and Adam at 1e-3. */
public enum NetworkWorkload {
    /** Three layers; theta, and phi half awake and half asleep, by one dream a datum. */
    RWS("rws", 10, 100, List.of(784, 200, 200, 10)),
    DEEP_RWS_25("rws", 5, 25, List.of(784, 400, 300, 200, 100, 10)),
    DEEP_RWS_100("rws", 5, 100, List.of(784, 400, 300, 200, 100, 10)),
    WS("ws", 1, 100, List.of(784, 200, 200, 10)),
    /** A Helmholtz machine so small that all but the mathematics is what costs. */
    TINY_WS("ws", 1, 64, List.of(16, 4));

    private static final double LOGIT_OF_13_PERCENT = -1.9;

    private final String algorithm;
    private final int particles;
    private final int batch;
    private final ImmutableList<Integer> layers;

    NetworkWorkload(String algorithm, int particles, int batch, List<Integer> layers) {
        this.algorithm = algorithm;
        this.particles = particles;
        this.batch = batch;
        this.layers = ImmutableList.copyOf(layers);
    }

    /** The id of the algorithm. */
    public String algorithm() {
        return algorithm;
    }

    /** K, or the samples of wake-sleep. */
    public int particles() {
        return particles;
    }

    public int batch() {
        return batch;
    }

    /** The numbers of units, from the pixels up. */
    public List<Integer> layers() {
        return layers;
    }

    public Pair pair() {
        return Networks.of(NetworkPlan.sigmoidBelief(layers.get(0), layers.subList(1, layers.size())), 1);
    }

    /** Random images under the name x. */
    public Dataset images(int count) {
        Tensor logits = Tensor.full(DType.FLOAT32, Shape.of(count, layers.get(0)), LOGIT_OF_13_PERCENT);
        return Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(logits.shape(), logits)));
    }

    /** A training before its first step, on as many threads. */
    public Training training(int threads) {
        return training(TrainingOptions.of(1, batch).withThreads(threads));
    }

    Training training(TrainingOptions choices) {
        Pair pair = pair();
        String samples = Integer.toString(particles);
        Map<String, String> options = algorithm.equals("rws")
                ? ImmutableMap.of("particles", samples, "insomnia", "0.5", "sleepParticles", "1")
                : ImmutableMap.of("samples", samples);
        InferenceAlgorithm created = Inference.installed().create(algorithm, pair.model(), pair.guide(), options);
        return new Training(created, pair.model(), pair.guide(), images(10 * batch), choices);
    }
}
