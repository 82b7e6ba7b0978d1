package org.hypnos.core.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How numbers are distributed, in the buckets that TensorFlow uses: their limits are 0 and &#177;1e-12 * 1.1^k below 1e20.
 *
 * <p>Numbers that are not finite are left out.
 */
final class Histogram {
    private static final double LEAST = 1e-12;
    private static final double MOST = 1e20;
    private static final double GROWTH = 1.1;

    /** Bucket i holds numbers from limit i - 1 on, below limit i. */
    private final double[] limits = limits();

    private final long[] counts = new long[limits.length];
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private long number;
    private double sum;
    private double sumOfSquares;

    private static double[] limits() {
        List<Double> positive = new ArrayList<>();
        for (double limit = LEAST; limit < MOST; limit *= GROWTH) {
            positive.add(limit);
        }
        positive.add(Double.MAX_VALUE);
        int n = positive.size();
        double[] limits = new double[2 * n + 1];
        for (int i = 0; i < n; i++) {
            limits[n + 1 + i] = positive.get(i);
            limits[n - 1 - i] = -positive.get(i);
        }
        return limits;
    }

    /** Counts {@code values.applyAsDouble(0)}, ..., {@code values.applyAsDouble(size - 1)} in place of what was. */
    void count(int size, IntToDoubleFunction values) {
        Arrays.fill(counts, 0);
        least = Double.POSITIVE_INFINITY;
        most = Double.NEGATIVE_INFINITY;
        number = 0;
        sum = 0;
        sumOfSquares = 0;
        for (int i = 0; i < size; i++) {
            add(values.applyAsDouble(i));
        }
    }

    private void add(double value) {
        if (Double.isFinite(value)) {
            counts[bucket(value)]++;
            least = Math.min(least, value);
            most = Math.max(most, value);
            number++;
            sum += value;
            sumOfSquares += value * value;
        }
    }

    private int bucket(double value) {
        int found = Arrays.binarySearch(limits, value == 0 ? 0.0 : value); // which sets -0 apart
        return Math.min(found < 0 ? -found - 1 : found + 1, limits.length - 1);
    }

    /** Whether any number was finite. */
    boolean isEmpty() {
        return number == 0;
    }

    /** TensorFlow's message HistogramProto, in which one bucket stands for many neighbours that are empty. */
    ProtobufMessage toMessage() {
        List<Double> kept = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            boolean lastBeforeOne = i + 1 < counts.length && counts[i + 1] > 0;
            if (counts[i] > 0 || lastBeforeOne) {
                kept.add(limits[i]);
                heights.add((double) counts[i]);
            }
        }
        return new ProtobufMessage()
                .real(1, least)
                .real(2, most)
                .real(3, (double) number)
                .real(4, sum)
                .real(5, sumOfSquares)
                .reals(6, kept)
                .reals(7, heights);
    }
}
