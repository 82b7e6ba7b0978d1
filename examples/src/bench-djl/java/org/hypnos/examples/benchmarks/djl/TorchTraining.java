package org.hypnos.examples.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.benchmarks.NetworkWorkload;

/** The training steps of a network workload. */
final class TorchTraining implements AutoCloseable {
    private static final float INSOMNIA = 0.5f;

    private final NetworkWorkload workload;
    private final NDManager manager;
    private final TorchParameters parameters;
    private final TorchNetwork network;
    private final NDArray images;
    private long next;

    TorchTraining(NetworkWorkload workload) {
        this.workload = workload;
        this.manager = NDManager.newBaseManager();
        this.parameters = new TorchParameters(manager);
        this.network = new TorchNetwork(parameters, workload.layers());
        this.images = images(manager, workload.images(10 * workload.batch()));
    }

    /** A data set's images as DJL's array. */
    static NDArray images(NDManager manager, Dataset dataset) {
        Tensor x = dataset.values().get("x");
        float[] pixels = new float[x.shape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) x.get(i);
        }
        return manager.create(pixels, new Shape(x.shape().dim(0), x.shape().dim(1)));
    }

    TorchNetwork network() {
        return network;
    }

    /** Takes the next step; returns what it descended. */
    double step() {
        try (NDManager step = manager.newSubManager()) {
            long from = next++ * workload.batch() % images.size(0);
            NDArray x = images.get(from + ":" + (from + workload.batch()));
            x.attach(step);
            NDArray loss = workload.algorithm().equals("rws") ? reweightedWakeSleep(step, x) : wakeSleep(step, x);
            parameters.descend();
            return loss.getFloat();
        }
    }

    /**
     * The gradient of the bound log sum_k w_k is that of sum_k W_k log p with constant weights W, so that all three terms
     * take one backward pass.
     */
    private NDArray reweightedWakeSleep(NDManager step, NDArray x) {
        List<NDArray> dream = network.dream(step, workload.batch());
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            TorchNetwork.Draws q = network.infer(x, workload.particles());
            NDArray logP = network.logJoint(q.values());
            NDArray weights =
                    logP.stopGradient().sub(q.logProb().stopGradient()).softmax(0);
            NDArray wake = logP.add(q.logProb().mul(INSOMNIA)).mul(weights).sum();
            NDArray sleep = network.logGuide(dream).sum().mul(1 - INSOMNIA);
            NDArray loss = wake.add(sleep).mul(-1f / workload.batch());
            collector.backward(loss);
            return loss;
        }
    }

    private NDArray wakeSleep(NDManager step, NDArray x) {
        List<NDArray> dream = network.dream(step, workload.batch());
        List<NDArray> explained = network.infer(x, workload.particles()).values();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray wake = network.logJoint(explained).sum();
            NDArray sleep = network.logGuide(dream).sum();
            NDArray loss = wake.add(sleep).mul(-1f / workload.batch());
            collector.backward(loss);
            return loss;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
