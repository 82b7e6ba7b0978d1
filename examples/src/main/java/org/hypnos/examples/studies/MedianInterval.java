package org.hypnos.examples.studies;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Locale;

/**
 * The median of independent trials, and an interval for the median of all that could be made, whatever their distribution.
 *
 * <p>The j-th smallest and the j-th largest of n trials enclose it with probability 1 - 2 P(Bin(n, 1/2) < j); j is the largest
 * that leaves 95 %, or else 1.
 *
 * @param least of the trials
 * @param greatest of the trials
 * @param confidence the probability that {@code low} and {@code high} enclose the median
 */
record MedianInterval(double median, double low, double high, double least, double greatest, double confidence) {
    static MedianInterval of(List<Double> trials) {
        checkArgument(!trials.isEmpty(), "there is no median of no trials");
        List<Double> sorted = trials.stream().sorted().toList();
        int n = sorted.size();
        int j = 1;
        while (2 * (j + 1) <= n && confidence(n, j + 1) >= 0.95) {
            j++;
        }
        return new MedianInterval(
                (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2,
                sorted.get(j - 1),
                sorted.get(n - j),
                sorted.get(0),
                sorted.get(n - 1),
                confidence(n, j));
    }

    private static double confidence(int n, int j) {
        double term = Math.pow(0.5, n); // P(Bin(n, 1/2) = i)
        double below = 0;
        for (int i = 0; i < j; i++) {
            below += term;
            term *= (double) (n - i) / (i + 1);
        }
        return 1 - 2 * below;
    }

    /** Such as {@code 3.254 (3.251 to 3.295)}. */
    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, low, high);
    }
}
