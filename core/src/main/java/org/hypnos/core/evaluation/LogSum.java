package org.hypnos.core.evaluation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The sum of weights that arrive one by one as logarithms, and of their squares, both relative to the largest weight. */
final class LogSum {
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;

    /** Adds exp(logWeight); returns by what all that is relative to the largest weight has shrunk. */
    @CanIgnoreReturnValue
    double add(double logWeight) {
        if (logWeight == Double.NEGATIVE_INFINITY) {
            return 1;
        }
        double shrink = logWeight > max ? StrictMath.exp(max - logWeight) : 1;
        max = Math.max(max, logWeight);
        double weight = relative(logWeight);
        sum = sum * shrink + weight;
        squares = squares * shrink * shrink + weight * weight;
        return shrink;
    }

    /** A weight relative to the largest. */
    double relative(double logWeight) {
        return logWeight == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(logWeight - max);
    }

    /** sum w, relative to the largest. */
    double sum() {
        return sum;
    }

    /** sum w^2, relative to the largest's square. */
    double squares() {
        return squares;
    }

    /** log sum w. */
    double value() {
        return max + StrictMath.log(sum);
    }

    /** (sum w)^2 / sum w^2; 0 if no weight is positive. */
    double effectiveSampleSize() {
        return max == Double.NEGATIVE_INFINITY ? 0 : sum * sum / squares;
    }

    /** The weights' variance over their squared mean, from {@code count} of them. */
    double relativeVariance(long count) {
        return (squares * count / (sum * sum) - 1) * count / (count - 1);
    }
}
