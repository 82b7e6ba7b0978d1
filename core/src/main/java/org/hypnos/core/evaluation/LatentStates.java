package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.distributions.Support;

/**
 * All joint values of the sites that a run drew, as numbers 0, ..., count - 1.
 *
 * @param sites the event shape and support of each site, in the order of the run
 * @param dtype the precision of the values
 */
public record LatentStates(ImmutableMap<String, Latent> sites, DType dtype) {
    /** More states than these are refused. */
    public static final long MOST = 1L << 20;

    /**
     * One site, whose value has a digit for each event of the support that it is made of.
     *
     * @param event the shape of its value
     * @param support what each digit is one of
     */
    public record Latent(Shape event, Support.Finite support) {
        int sizeOfDigit() {
            return event.suffix(support.eventRank()).size();
        }

        int digits() {
            return event.size() / sizeOfDigit();
        }

        /** How many values a digit has. */
        double base() {
            return support.count(sizeOfDigit());
        }

        /** {@return how many values there are; infinite if more than a double holds} */
        public double count() {
            return StrictMath.pow(base(), digits());
        }

        /**
         * {@return the numbers of the value at {@code index}, whose first digit changes fastest}
         *
         * @param index from 0 on, below {@link #count}
         */
        public double[] value(long index) {
            double[] value = new double[event.size()];
            double[] digit = new double[sizeOfDigit()];
            long rest = index;
            for (int j = 0; j < digits(); j++) {
                support.list((int) (rest % (long) base()), digit);
                System.arraycopy(digit, 0, value, j * digit.length, digit.length);
                rest /= (long) base();
            }
            return value;
        }
    }

    /**
     * {@return the joint values of the sites that {@code trace} drew}
     *
     * @param trace of a run in which all other sites were given
     * @param dtype the precision of the values
     * @throws IllegalArgumentException if a support is not finite, or if there are more than 2^20 states
     */
    public static LatentStates of(Trace trace, DType dtype) {
        Map<String, Latent> latents = new LinkedHashMap<>();
        trace.sites().forEach((name, site) -> {
            if (site.drawn()) {
                Support support = site.distribution().support();
                checkArgument(
                        support instanceof Support.Finite,
                        "site '%s' can be one of %s, whose values cannot be listed; estimate by importance sampling",
                        name,
                        support);
                latents.put(name, new Latent(site.distribution().eventShape(), (Support.Finite) support));
            }
        });
        LatentStates states = new LatentStates(ImmutableMap.copyOf(latents), dtype);
        double count = states.logTwoCount();
        checkArgument(
                count <= 20,
                "sites %s have 2^%s joint values, more than 2^20; estimate by importance sampling",
                latents.keySet(),
                count);
        return states;
    }

    private double logTwoCount() {
        double bits = 0;
        for (Latent latent : sites.values()) {
            bits += latent.digits() * StrictMath.log(latent.base()) / StrictMath.log(2);
        }
        return bits;
    }

    /** {@return how many joint values there are; 1 if no site was drawn} */
    public long count() {
        long count = 1;
        for (Latent latent : sites.values()) {
            for (int i = 0; i < latent.digits(); i++) {
                count *= (long) latent.base();
            }
        }
        return count;
    }

    /**
     * {@return by site the values of states {@code from}, ..., {@code from + n - 1}, each of shape [n, 1] and the
     * event's}
     *
     * @param from the number of the first state
     * @param n how many states, at least 1
     */
    public ImmutableMap<String, Tensor> values(long from, int n) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        long period = 1;
        for (Map.Entry<String, Latent> entry : sites.entrySet()) {
            Latent latent = entry.getValue();
            double[] elements = new double[n * latent.event().size()];
            double[] event = new double[latent.sizeOfDigit()];
            long base = (long) latent.base();
            for (int j = 0; j < latent.digits(); j++) {
                for (int i = 0; i < n; i++) {
                    latent.support().list((int) ((from + i) / period % base), event);
                    System.arraycopy(event, 0, elements, (i * latent.digits() + j) * event.length, event.length);
                }
                period *= base;
            }
            Shape shape =
                    Shape.of(n, 1).named(Tracer.PARTICLE).concat(latent.event().labelled(entry.getKey()));
            values.put(entry.getKey(), Tensor.of(dtype, shape, elements));
        }
        return values.buildOrThrow();
    }
}
