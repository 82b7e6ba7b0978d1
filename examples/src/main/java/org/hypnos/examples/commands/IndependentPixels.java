package org.hypnos.examples.commands;

import org.hypnos.autodiff.Tensor;
import org.hypnos.core.training.Dataset;

/**
 * The simplest model of images: each pixel is on by itself, as often as in the data that it was fitted to.
 *
 * <p>A pixel that was always the same might still change: its probability keeps 1 / (2 N) from 0 and 1 for N images.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record IndependentPixels(double[] probabilities) {
    static IndependentPixels fittedTo(Dataset images) {
        Tensor x = images.values().get("x");
        double[] means = new double[ImageData.pixels(images)];
        for (int i = 0; i < x.shape().size(); i++) {
            means[i % means.length] += images.share(i / means.length) * x.get(i);
        }
        double least = 0.5 / images.size();
        for (int i = 0; i < means.length; i++) {
            means[i] = Math.max(least, Math.min(1 - least, means[i]));
        }
        return new IndependentPixels(means);
    }

    /** The mean of -sum_j x_j log p_j + (1 - x_j) log(1 - p_j) in nats; of grey images, over their binarisations. */
    double nll(Dataset images) {
        Tensor x = images.values().get("x");
        double nll = 0;
        for (int i = 0; i < x.shape().size(); i++) {
            double on = probabilities[i % probabilities.length];
            double pixel = x.get(i);
            double logProb = 0;
            if (pixel > 0) {
                logProb += pixel * StrictMath.log(on);
            }
            if (pixel < 1) {
                logProb += (1 - pixel) * StrictMath.log(1 - on);
            }
            nll -= images.share(i / probabilities.length) * logProb;
        }
        return nll;
    }
}
