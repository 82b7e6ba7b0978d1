package org.hypnos.examples.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.hypnos.examples.benchmarks.GaussianWorkload;

/** The training step of {@link GaussianWorkload}. */
final class TorchGaussian implements AutoCloseable {
    private static final float INSOMNIA = 0.5f;
    private static final float GUIDE_SCALE = (float) Math.sqrt(0.5);

    private final NDManager manager = NDManager.newBaseManager();
    private final TorchParameters parameters = new TorchParameters(manager);
    private final NDArray mean = parameters.create(0, 0);
    private final NDArray slope = parameters.create(0, 0);
    private final NDArray offset = parameters.create(0, 0);
    private final float[] data = {-0.5f, 2, 1, 0.3f};
    private int next;

    /** Takes the next step; returns what it descended. */
    double step() {
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.create(data[next++ % data.length]);
            NDArray dreamtZ = step.randomNormal(new Shape(1)).add(mean);
            NDArray dreamtX = step.randomNormal(new Shape(1)).add(dreamtZ);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray location = x.mul(slope).add(offset);
                NDArray z = step.randomNormal(new Shape(GaussianWorkload.PARTICLES))
                        .muli(GUIDE_SCALE)
                        .addi(location.stopGradient());
                NDArray logQ = logProb(z, location, GUIDE_SCALE);
                NDArray logP = logProb(z, mean, 1).add(logProb(x, z, 1));
                NDArray weights = logP.stopGradient().sub(logQ.stopGradient()).softmax(0);
                NDArray wake = logP.add(logQ.mul(INSOMNIA)).mul(weights).sum();
                NDArray sleep = logProb(dreamtZ, dreamtX.mul(slope).add(offset), GUIDE_SCALE)
                        .sum()
                        .mul(1 - INSOMNIA);
                NDArray loss = wake.add(sleep).neg();
                collector.backward(loss);
                parameters.descend();
                return loss.getFloat();
            }
        }
    }

    private static NDArray logProb(NDArray value, NDArray location, float scale) {
        return value.sub(location).square().mul(-0.5f / (scale * scale)).sub((float)
                (Math.log(scale) + 0.5 * Math.log(2 * Math.PI)));
    }

    @Override
    public void close() {
        manager.close();
    }
}
