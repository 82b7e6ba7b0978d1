package org.hypnos.distributions;

import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.KempSmallMeanPoissonSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/** Draws of counts, however large. */
final class CountSamplers {
    /** Below this mean, inversion is faster than rejection; it takes a single random number. */
    private static final double SMALL = 40;
    /** The largest mean that goes to the library's sampler, whose counts are integers. */
    private static final double MOST = 1L << 29;
    /** Inversion takes so many steps on average at most, */
    private static final double MOST_STEPS = 16;
    /** and never reaches so many, but for rounding: the probability is below 1e-70. */
    private static final int NEVER = 256;

    private CountSamplers() {}

    /** Poisson counts of this mean, zero or more. */
    static DoubleSupplier poisson(UniformRandomProvider random, double mean) {
        if (mean == 0) {
            return () -> 0;
        }
        if (mean < SMALL) {
            return KempSmallMeanPoissonSampler.of(random, mean)::sample;
        }
        return mean <= MOST ? PoissonSampler.of(random, mean)::sample : () -> splitPoisson(random, mean);
    }

    /**
     * The time at which an event m, early enough, happens is a Gamma draw: if before the mean, the rest is a Poisson count;
     * else the m - 1 events before it are there with probability mean / time (Ahrens and Dieter, Computer methods for
     * sampling from gamma, beta, Poisson and binomial distributions, 1974).
     */
    private static double splitPoisson(UniformRandomProvider random, double mean) {
        double events = Math.floor(mean * 0.875);
        double time =
                AhrensDieterMarsagliaTsangGammaSampler.of(random, events, 1).sample();
        return time <= mean
                ? events + poisson(random, mean - time).getAsDouble()
                : binomial(random, events - 1, mean / time);
    }

    /** How many of {@code n} happen, each with probability sigmoid(logit). */
    static double binomialOfLogit(UniformRandomProvider random, double n, double logit) {
        double rare = binomial(random, n, SaddlePoint.sigmoid(-Math.abs(logit)));
        return logit > 0 ? n - rare : rare;
    }

    /**
     * How many of {@code n} uniform numbers are below {@code p}. The middle one in order is a Beta draw: those on one side of
     * it are known, those on the other side uniform again (Relles, 1972; the article above).
     */
    static double binomial(UniformRandomProvider random, double n, double p) {
        if (p > 0.5) {
            return n - binomial(random, n, 1 - p);
        }
        if (n * p < MOST_STEPS) {
            return inversion(random, n, p);
        }
        double middle = 1 + Math.floor(n / 2);
        double number = ChengBetaSampler.of(random, middle, n + 1 - middle).sample();
        return number <= p
                ? middle + binomial(random, n - middle, (p - number) / (1 - number))
                : binomial(random, middle - 1, p / number);
    }

    /** The least count at which the running sum of probabilities exceeds a uniform number. */
    private static double inversion(UniformRandomProvider random, double n, double p) {
        double odds = p / (1 - p);
        double none = StrictMath.exp(n * StrictMath.log1p(-p));
        while (true) {
            double left = random.nextDouble();
            double probability = none;
            for (int count = 0; count <= Math.min(n, NEVER); count++) {
                if (left < probability) {
                    return count;
                }
                left -= probability;
                probability *= odds * (n - count) / (count + 1);
            }
        }
    }
}
