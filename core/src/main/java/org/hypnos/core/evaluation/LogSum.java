package org.hypnos.core.evaluation;

/** log of a sum of exponentials that arrive one by one, and of their squares. */
final class LogSum {
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;

    void add(double logWeight) {
        if (logWeight == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (logWeight > max) {
            double shrink = StrictMath.exp(max - logWeight);
            sum *= shrink;
            squares *= shrink * shrink;
            max = logWeight;
        }
        double weight = StrictMath.exp(logWeight - max);
        sum += weight;
        squares += weight * weight;
    }

    /** log sum w. */
    double value() {
        return max + StrictMath.log(sum);
    }

    /** The weights' variance over their squared mean, from {@code count} of them. */
    double relativeVariance(long count) {
        return (squares * count / (sum * sum) - 1) * count / (count - 1);
    }
}
