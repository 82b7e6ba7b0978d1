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
 *
 * @param penalties the losses by name
 */
public record RegularizationLosses(ImmutableMap<String, Penalty> penalties) {
    /**
     * One loss.
     *
     * @param concerns the parameters that it is about
     * @param loss a single number in nats for a parameter's tensor
     */
    public record Penalty(Predicate<Parameter> concerns, Function<Tensor, Tensor> loss) {}

    /** {@return no loss at all} */
    public static RegularizationLosses none() {
        return new RegularizationLosses(ImmutableMap.of());
    }

    /**
     * {@return these and one more}
     *
     * @param name that none of these has
     * @param concerns the parameters that it is about
     * @param loss a single number in nats for a parameter's tensor
     */
    public RegularizationLosses with(String name, Predicate<Parameter> concerns, Function<Tensor, Tensor> loss) {
        checkArgument(!penalties.containsKey(name), "there already is a regularization loss called '%s'", name);
        return new RegularizationLosses(ImmutableMap.<String, Penalty>builder()
                .putAll(penalties)
                .put(name, new Penalty(concerns, loss))
                .buildOrThrow());
    }

    /**
     * {@return these and {@code l2}: {@code strength} times the sum of squares, of every parameter}
     *
     * @param strength in nats for the square of one
     */
    public RegularizationLosses l2(double strength) {
        return with("l2", parameter -> true, x -> x.square().sum().mul(strength));
    }

    /**
     * {@return these and {@code l1}: {@code strength} times the sum of magnitudes, of every parameter}
     *
     * @param strength in nats for a magnitude of one
     */
    public RegularizationLosses l1(double strength) {
        return with("l1", parameter -> true, x -> {
            Tensor zero = x.constant(0);
            Tensor sign = x.greater(zero).sub(zero.greater(x)); // 0 at 0
            return x.mul(sign).sum().mul(strength);
        });
    }
}
