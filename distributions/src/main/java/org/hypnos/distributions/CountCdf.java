package org.hypnos.distributions;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;
import org.hypnos.autodiff.Tensor;

/**
 * The distribution function of counts from zero on, which has no last one.
 *
 * @param function of a whole number from zero on and the parameters
 * @param derivatives by the parameters, of a whole number and these
 */
record CountCdf(Pointwise.Function function, Pointwise.Derivatives derivatives) {
    /** Beyond these the continued fractions of Commons Numbers take too long, or do not end. */
    static final double LARGE = 1e12;

    /** The probability of at most {@code value}. */
    Tensor at(Tensor value, Tensor... parameters) {
        Tensor count = floor(value);
        Tensor some = count.greater(count.constant(-1));
        Tensor[] in = with(some.where(count, count.constant(0)), parameters);
        return some.where(Tensor.apply(new Pointwise("cdf", function, derivatives), in), count.constant(0));
    }

    /** The least count at which the function reaches {@code probability}. */
    Tensor quantile(Tensor probability, Tensor... parameters) {
        return Pointwise.constant("quantile", this::leastReaching, with(probability, parameters));
    }

    private static Tensor[] with(Tensor first, Tensor... parameters) {
        Tensor[] in = new Tensor[1 + parameters.length];
        in[0] = first;
        System.arraycopy(parameters, 0, in, 1, parameters.length);
        return in;
    }

    /**
     * The distribution function of counts beyond {@link #LARGE}: the root of twice the deviance, with the sign of count -
     * mean, is standard normal but for an error below 1e-6.
     */
    static double ofLarge(double deviance, boolean aboveMean) {
        double root = Math.sqrt(deviance);
        return 0.5 * Erfc.value(aboveMean ? -root : root);
    }

    static Tensor floor(Tensor value) {
        return Pointwise.constant("floor", x -> Math.floor(x[0]), value);
    }

    /** By doubling, then by halving. */
    private double leastReaching(double... in) {
        double probability = in[0];
        if (!(probability >= 0 && probability < 1)) {
            return probability == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double[] x = Arrays.copyOf(in, in.length);
        double below = -1;
        double reaching = 0;
        while (reaching < Double.POSITIVE_INFINITY && at(reaching, x) < probability) {
            below = reaching;
            reaching = 2 * reaching + 1;
        }
        while (reaching - below > 1) {
            double middle = Math.floor(below + (reaching - below) / 2);
            if (middle == below || middle == reaching) {
                break; // no whole number between them has a double
            }
            if (at(middle, x) < probability) {
                below = middle;
            } else {
                reaching = middle;
            }
        }
        return reaching;
    }

    private double at(double count, double... x) {
        x[0] = count;
        return function.at(x);
    }
}
