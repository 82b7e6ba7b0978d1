package org.hypnos.testkit;

/**
 * Bounds which a right sampler exceeds for less than one key in 10^13: a million comparisons together raise less than one
 * false alarm in ten million. Those of Kolmogorov and Hoeffding hold for any number of draws, the others as far as counts and
 * means of many draws are normal.
 */
final class FalseAlarm {
    /** -log of the probability of a false alarm, exp(-30) = 9.4e-14. */
    private static final double LOG = 30;

    private FalseAlarm() {}

    /**
     * Of the distance between the distribution function and that of n draws: P(sup |F_n - F| > e) is at most 2 exp(-2 n e^2)
     * (Massart 1990, The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality).
     */
    static double kolmogorov(int n) {
        return Math.sqrt((LOG + Math.log(2)) / (2 * n));
    }

    /**
     * Of chi-square with k degrees of freedom: P(X > k + 2 sqrt(k x) + 2 x) is at most exp(-x) (Laurent and Massart 2000,
     * Adaptive estimation of a quadratic functional by model selection, lemma 1).
     */
    static double chiSquare(int k) {
        return k + 2 * Math.sqrt(k * LOG) + 2 * LOG;
    }

    /** Of the mean of n numbers in [-1, 1]: P(|mean - expectation| > e) is at most 2 exp(-n e^2 / 2) (Hoeffding 1963). */
    static double hoeffding(int n) {
        return Math.sqrt(2 * (LOG + Math.log(2)) / n);
    }

    /** Of a mean of many numbers, in its standard errors, as if it were normal: P(|z| > e) is at most 2 exp(-e^2 / 2). */
    static double standardErrors() {
        return Math.sqrt(2 * (LOG + Math.log(2)));
    }
}
