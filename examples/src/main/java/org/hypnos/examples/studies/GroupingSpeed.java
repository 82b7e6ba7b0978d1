package org.hypnos.examples.studies;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.GaussianMixture;

/** How much faster particles and data that took one way run together than one by one. */
final class GroupingSpeed {
    private static final int MOST_GROUPED = 4_000;
    private static final int MOST_ONE_BY_ONE = 100;

    /** The data's number of steps, so that their first epoch, in which the ways of programs are checked, is soon over. */
    private static final int TABLE = 5;

    private GroupingSpeed() {}

    /** A sentence on steps of the mixture's wake phase, by at most {@code steps} of each kind. */
    static String measure(int steps) {
        double grouped = seconds(true, Math.min(steps, MOST_GROUPED));
        double oneByOne = seconds(false, Math.min(steps, MOST_ONE_BY_ONE));
        return String.format(
                Locale.ROOT,
                "Speed of a wake-wake step on one thread (medians after warm-up, shards of the default size): %.1f ms where"
                        + " those that draw the same component run together, %.0f ms one by one (`vectorize` = false):"
                        + " %.0f times as fast.%n",
                1e3 * grouped,
                1e3 * oneByOne,
                oneByOne / grouped);
    }

    /** The median time of a step, of the last half of {@code steps}. */
    private static double seconds(boolean vectorize, int steps) {
        double[] theta = new double[GaussianMixture.COMPONENTS];
        GaussianMixture mixture = new GaussianMixture(DType.FLOAT32, theta, 1);
        Map<String, String> options = Map.of("particles", "20", "vectorize", "" + vectorize);
        long[] times = new long[steps];
        int shardSize = TrainingOptions.defaultShardSize(MixtureStudy.BATCH);
        try (Training training = MixtureStudy.training(mixture, options, 1, TABLE, shardSize)) {
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                var unused = training.update();
                times[i] = System.nanoTime() - start;
            }
        }
        long[] late = Arrays.copyOfRange(times, steps / 2, steps);
        Arrays.sort(late);
        return late[late.length / 2] / 1e9;
    }
}
