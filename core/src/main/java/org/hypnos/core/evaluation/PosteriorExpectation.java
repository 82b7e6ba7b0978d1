package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Values;
import org.jspecify.annotations.Nullable;

/**
 * For each datum the expectation of a function f of the causes under the posterior p(h given x), estimated by the guide's
 * draws with their normalised weights: sum_k W_k f(h_k).
 *
 * @param means FLOAT64, of shape [data] and that of f; NaN for a datum without weight
 * @param variances that the means have over draws, by the delta method: sum_k W_k^2 (f(h_k) - mean)^2; of the same shape
 * @param effectiveSampleSize of the weights
 */
public record PosteriorExpectation(Tensor means, Tensor variances, EffectiveSampleSize effectiveSampleSize) {
    /**
     * {@return the expectation of {@code function} of the values of data and causes}
     *
     * @param sampling whose draws are weighed
     * @param function whose result has the plate's axes [particles, data] in front, either of which may be 1
     */
    public static PosteriorExpectation of(ImportanceSampling sampling, Function<Values, Tensor> function) {
        ImmutableList<Found> data = sampling.collect(Found::new, (draws, found) -> add(function, draws, found), x -> x);
        Shape event = data.get(0).event;
        return new PosteriorExpectation(
                tensor(event, data, found -> found.sums::mean),
                tensor(event, data, found -> found.sums::variance),
                new EffectiveSampleSize(
                        data.stream()
                                .map(found -> found.sums.weights().effectiveSampleSize())
                                .collect(ImmutableList.toImmutableList()),
                        sampling.samples()));
    }

    /**
     * {@return the posterior mean of the value at {@code site}}
     *
     * @param sampling whose draws are weighed
     * @param site of the guide
     */
    public static PosteriorExpectation ofSite(ImportanceSampling sampling, String site) {
        return of(sampling, values -> {
            Tensor value = values.get(site);
            checkArgument(value != null, "there is no site '%s'; values are %s", site, values.names());
            return value;
        });
    }

    /** What was found for one datum. */
    private static final class Found {
        private final WeightedSums sums = new WeightedSums();
        private @Nullable Shape event;
    }

    private static void add(Function<Values, Tensor> function, ImportanceSampling.Draws draws, List<Found> found) {
        Tensor result = function.apply(draws.q().values());
        Shape plate = draws.logWeights().shape();
        checkArgument(
                result.shape().rank() >= 2 && result.shape().prefix(2).broadcastsTo(plate),
                "the function gives a tensor of shape %s, which does not begin with the plate %s",
                result.shape(),
                plate);
        Shape event = result.shape().suffix(result.shape().rank() - 2);
        Tensor values = result.broadcastTo(plate.concat(event));
        for (int i = 0; i < plate.size(); i++) {
            Found own = found.get(i % found.size());
            int at = i * event.size();
            own.event = event;
            own.sums.add(draws.logWeights().get(i), event.size(), j -> values.get(at + j));
        }
    }

    private static Tensor tensor(Shape event, List<Found> data, Function<Found, IntToDoubleFunction> numbers) {
        double[] elements = data.stream()
                .map(numbers)
                .flatMapToDouble(of -> IntStream.range(0, event.size()).mapToDouble(of))
                .toArray();
        return Tensor.of(DType.FLOAT64, Shape.of(data.size()).concat(event), elements);
    }

    /**
     * {@return a 95 % interval of element {@code i} of {@link #means} for other draws}
     *
     * @param i from 0 on, the last axis running fastest
     */
    public Interval interval(int i) {
        return new Interval(means.get(i), 1.96 * Math.sqrt(variances.get(i)));
    }
}
