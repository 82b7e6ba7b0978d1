package org.hypnos.examples.benchmarks.djl;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Two ways to do the same, timed in turns. A call gives a loss.
 *
 * @param perCall by how much a call's time is divided, such as the images that it goes through
 */
record Duel(String name, DoubleSupplier ours, DoubleSupplier theirs, int perCall) {
    /** How long, and how often, each side is timed. */
    record Turns(double warmUpSeconds, double seconds, int repeats) {}

    static void printHead() {
        System.out.printf("%-26s %8s %12s %12s %8s%n", "workload", "threads", "Hypnos ms", "DJL ms", "ratio");
    }

    /** Prints the medians over the turns of each side's median time, and the median of the ratios of neighbouring turns. */
    void fight(Turns turns, int threads) {
        medianMillis(ours, turns.warmUpSeconds());
        medianMillis(theirs, turns.warmUpSeconds());
        double[] hypnos = new double[turns.repeats()];
        double[] djl = new double[turns.repeats()];
        double[] ratios = new double[turns.repeats()];
        for (int i = 0; i < ratios.length; i++) {
            hypnos[i] = medianMillis(ours, turns.seconds()) / perCall;
            djl[i] = medianMillis(theirs, turns.seconds()) / perCall;
            ratios[i] = djl[i] / hypnos[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s %8d %12.4f %12.4f %8.2f%n",
                name,
                threads,
                median(hypnos),
                median(djl),
                median(ratios));
    }

    private double medianMillis(DoubleSupplier call, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double[] millis = new double[1_024];
        int calls = 0;
        do {
            long start = System.nanoTime();
            checkState(Double.isFinite(call.getAsDouble()), "%s: a loss is not finite", name);
            if (calls == millis.length) {
                millis = Arrays.copyOf(millis, 2 * calls);
            }
            millis[calls++] = (System.nanoTime() - start) / 1e6;
        } while (System.nanoTime() < end);
        return median(Arrays.copyOf(millis, calls));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
