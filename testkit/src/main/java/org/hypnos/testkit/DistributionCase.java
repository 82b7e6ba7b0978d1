package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * A family of distributions that the laws are checked on.
 *
 * <p>Parameters are FLOAT64 tensors that may move freely by a little, since gradients are compared with differences: a
 * parameter that is bound by a constraint, such as probabilities that add up to one, is made in {@code distribution} from
 * tensors that are not.
 *
 * @param name what failures call it
 * @param parameters ordinary ones, for which the log-probability has gradients, away from where it has none
 * @param distribution makes a distribution of parameters, of either type
 * @param extremes parameters at the ends of what numbers can be, at which limits matter
 */
public record DistributionCase(
        String name,
        Arbitrary<ImmutableList<Tensor>> parameters,
        Function<ImmutableList<Tensor>, Distribution> distribution,
        ImmutableList<Extreme> extremes) {
    /**
     * Parameters for which draws stay in the support, and neither their log-probability nor its gradients are NaN.
     *
     * @param parameters in the order that the case takes them in
     * @param infiniteGradients whether gradients may be infinite, as the distribution's documentation then says
     */
    public record Extreme(ImmutableList<Tensor> parameters, boolean infiniteGradients) {}

    /**
     * A case without extreme parameters.
     *
     * @param name what failures call it
     * @param parameters ordinary ones, for which the log-probability has gradients, away from where it has none
     * @param distribution makes a distribution of parameters, of either type
     */
    public DistributionCase(
            String name,
            Arbitrary<ImmutableList<Tensor>> parameters,
            Function<ImmutableList<Tensor>, Distribution> distribution) {
        this(name, parameters, distribution, ImmutableList.of());
    }

    /**
     * {@return this case with one more extreme, of single numbers, where gradients are finite}
     *
     * @param parameters in the order that the case takes them in
     */
    public DistributionCase withExtreme(double... parameters) {
        return withExtreme(Arrays.stream(parameters)
                .mapToObj(parameter -> Tensor.scalar(DType.FLOAT64, parameter))
                .toArray(Tensor[]::new));
    }

    /**
     * {@return this case with one more extreme, where gradients are finite}
     *
     * @param parameters in the order that the case takes them in
     */
    public DistributionCase withExtreme(Tensor... parameters) {
        return withExtreme(new Extreme(ImmutableList.copyOf(parameters), false));
    }

    /**
     * {@return this case with one more extreme}
     *
     * @param extreme behind those that it has
     */
    public DistributionCase withExtreme(Extreme extreme) {
        return new DistributionCase(
                name,
                parameters,
                distribution,
                ImmutableList.<Extreme>builder().addAll(extremes).add(extreme).build());
    }
}
