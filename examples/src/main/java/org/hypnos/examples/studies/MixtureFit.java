package org.hypnos.examples.studies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.examples.GaussianMixture;

/**
 * How far a mixture and its guide are from the truth.
 *
 * @param errorOfWeights the Euclidean distance of the weights
 * @param errorOfGuide the same of the components' probabilities, guide's and true posterior's, in the mean over 100 data
 * @param lost the components c whose probability given their mean, x = 10 c, is less than half the true one
 */
record MixtureFit(double errorOfWeights, double errorOfGuide, List<Integer> lost) {
    private static final int DATA = 100;

    static MixtureFit of(GaussianMixture mixture) {
        GaussianMixture truth = GaussianMixture.truth(mixture.dtype());
        double ofWeights =
                distance(mixture.weights().toDoubles(), truth.weights().toDoubles());
        Tensor x = truth.sample(0, DATA).values().get("x");
        double[][] found = mixture.posterior(mixture.guide(), x);
        double[][] exact = truth.posterior(truth.model(), x);
        double ofGuide = 0;
        for (int i = 0; i < DATA; i++) {
            ofGuide += distance(column(found, i), column(exact, i)) / DATA;
        }
        return new MixtureFit(ofWeights, ofGuide, lost(mixture, truth));
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(square);
    }

    private static double[] column(double[][] rows, int i) {
        return Arrays.stream(rows).mapToDouble(row -> row[i]).toArray();
    }

    private static List<Integer> lost(GaussianMixture mixture, GaussianMixture truth) {
        double[] means = new double[GaussianMixture.COMPONENTS];
        Arrays.setAll(means, GaussianMixture::mean);
        Tensor x = Tensor.of(mixture.dtype(), Shape.of(means.length), means);
        double[][] found = mixture.posterior(mixture.guide(), x);
        double[][] exact = truth.posterior(truth.model(), x);
        return IntStream.range(0, means.length)
                .filter(c -> found[c][c] < exact[c][c] / 2)
                .boxed()
                .toList();
    }

    int kept() {
        return GaussianMixture.COMPONENTS - lost.size();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "error of p %.4f, of q %.4f, %d components kept", errorOfWeights, errorOfGuide, kept());
    }
}
