package org.hypnos.core.evaluation;

import com.google.common.math.Stats;
import java.util.Arrays;

/** The generalised Pareto distribution of what exceeds a threshold, of density (1 + k x / sigma)^(-1/k - 1) / sigma. */
final class GeneralizedPareto {
    private GeneralizedPareto() {}

    /**
     * An estimate of the shape k, from at least 5 positive numbers: the mean of Zhang and Stephens (2009, "A new and efficient
     * estimation method for the generalized Pareto distribution"), drawn towards 1/2 as by ten more numbers (Vehtari, Simpson,
     * Gelman, Yao, Gabry 2024, "Pareto smoothed importance sampling").
     */
    static double shape(double... exceedances) {
        double[] x = exceedances.clone();
        Arrays.sort(x);
        int n = x.length;
        double largest = x[n - 1];
        double quartile = x[(int) Math.floor(n / 4.0 + 0.5) - 1];
        int candidates = 30 + (int) Math.sqrt(n);
        LogSum weights = new LogSum();
        double[] slopes = new double[candidates];
        double[] logLikelihoods = new double[candidates];
        for (int j = 0; j < candidates; j++) {
            // b = -k / sigma, at quantiles of a prior whose scale is the quartile
            slopes[j] = 1 / largest + (1 - Math.sqrt(candidates / (j + 0.5))) / (3 * quartile);
            logLikelihoods[j] = logLikelihood(slopes[j], x);
            weights.add(logLikelihoods[j]);
        }
        double slope = 0;
        for (int j = 0; j < candidates; j++) {
            slope += slopes[j] * StrictMath.exp(logLikelihoods[j] - weights.value());
        }
        return (n * shape(slope, x) + 5) / (n + 10);
    }

    /** The likeliest k for b = -k / sigma: the mean of log(1 - b x). */
    private static double shape(double slope, double... x) {
        double sum = 0;
        for (double own : x) {
            sum += StrictMath.log1p(-slope * own);
        }
        return sum / x.length;
    }

    /** n (log(-b / k) - k - 1), at the likeliest k; for b = 0 that of the exponential distribution. */
    private static double logLikelihood(double slope, double... x) {
        double k = shape(slope, x);
        double inverseScale = k == 0 ? 1 / Stats.meanOf(x) : -slope / k;
        return x.length * (StrictMath.log(inverseScale) - k - 1);
    }
}
