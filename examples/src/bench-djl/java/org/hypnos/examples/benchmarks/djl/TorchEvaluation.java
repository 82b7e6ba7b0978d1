package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The mean over images of -log (1/K) sum_k w_k; one image and half of its 1,000 draws at a time were fastest. */
final class TorchEvaluation {
    private static final int PARTICLES_AT_ONCE = 500;

    private final TorchNetwork network;
    private final NDArray images;

    TorchEvaluation(TorchNetwork network, NDArray images) {
        this.network = network;
        this.images = images;
    }

    /** The estimate in nats; {@code draws} is a multiple of 500. */
    double negativeLogLikelihood(int draws) {
        double total = 0;
        for (long image = 0; image < images.size(0); image++) {
            double[] logWeights = new double[draws];
            for (int first = 0; first < draws; first += PARTICLES_AT_ONCE) {
                weigh(image, first, logWeights);
            }
            total += Math.log(draws) - logSumExp(logWeights);
        }
        return total / images.size(0);
    }

    private void weigh(long image, int first, double[] logWeights) {
        try (NDManager chunk = images.getManager().newSubManager()) {
            NDArray x = images.get(image + ":" + (image + 1));
            x.attach(chunk);
            TorchNetwork.Draws q = network.infer(x, PARTICLES_AT_ONCE);
            float[] drawn = network.logJoint(q.values()).sub(q.logProb()).toFloatArray();
            for (int i = 0; i < drawn.length; i++) {
                logWeights[first + i] = drawn[i];
            }
        }
    }

    private static double logSumExp(double[] values) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            greatest = Math.max(greatest, value);
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - greatest);
        }
        return greatest + Math.log(sum);
    }
}
