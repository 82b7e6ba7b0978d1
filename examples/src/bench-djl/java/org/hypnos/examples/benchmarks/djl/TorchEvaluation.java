package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The mean over images of -log (1/K) sum_k w_k. */
final class TorchEvaluation {
    private final TorchNetwork network;
    private final NDArray images;
    private final int dataAtOnce;
    private final int particlesAtOnce;

    TorchEvaluation(TorchNetwork network, NDArray images, int dataAtOnce, int particlesAtOnce) {
        this.network = network;
        this.images = images;
        this.dataAtOnce = dataAtOnce;
        this.particlesAtOnce = particlesAtOnce;
    }

    /** The estimate in nats; {@code draws} is a multiple of the particles at once. */
    double negativeLogLikelihood(int draws) {
        double total = 0;
        for (long from = 0; from < images.size(0); from += dataAtOnce) {
            double[][] logWeights = new double[dataAtOnce][draws];
            for (int first = 0; first < draws; first += particlesAtOnce) {
                addWeights(from, first, logWeights);
            }
            for (double[] ofImage : logWeights) {
                total += Math.log(draws) - logSumExp(ofImage);
            }
        }
        return total / images.size(0);
    }

    private void addWeights(long from, int first, double[][] logWeights) {
        try (NDManager chunk = images.getManager().newSubManager()) {
            NDArray x = images.get(from + ":" + (from + dataAtOnce));
            x.attach(chunk);
            TorchNetwork.Draws q = network.infer(x, particlesAtOnce);
            float[] rows = network.logJoint(q.values()).sub(q.logProb()).toFloatArray();
            for (int i = 0; i < rows.length; i++) {
                logWeights[i % dataAtOnce][first + i / dataAtOnce] = rows[i];
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
