package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;

/**
 * Named losses about parameters, which belong to one training. Each is added, unscaled, once a step to the loss of the
 * side that its parameter belongs to, if the step moves that parameter.
 */
public record RegularizationLosses(ImmutableMap<String, Penalty> penalties) {
    /**
     * One loss.
     *
     * @param concerns the parameters that it is about
     * @param loss a single number in nats for a parameter's tensor
     */
    public record Penalty(Predicate<Parameter> concerns, Function<Tensor, Tensor> loss) {}

    public static RegularizationLosses none() {
        return new RegularizationLosses(ImmutableMap.of());
    }

    /** These and one more. */
    public RegularizationLosses with(String name, Predicate<Parameter> concerns, Function<Tensor, Tensor> loss) {
        checkArgument(!penalties.containsKey(name), "there already is a regularization loss called '%s'", name);
        return new RegularizationLosses(ImmutableMap.<String, Penalty>builder()
                .putAll(penalties)
                .put(name, new Penalty(concerns, loss))
                .buildOrThrow());
    }

    /** strength * sum of squares, of every parameter. */
    public RegularizationLosses l2(double strength) {
        return with("l2", parameter -> true, x -> x.square().sum().mul(strength));
    }

    /** strength * sum of magnitudes, of every parameter. */
    public RegularizationLosses l1(double strength) {
        return with("l1", parameter -> true, x -> {
            Tensor zero = x.constant(0);
            Tensor sign = x.greater(zero).sub(zero.greater(x)); // 0 at 0
            return x.mul(sign).sum().mul(strength);
        });
    }
}
