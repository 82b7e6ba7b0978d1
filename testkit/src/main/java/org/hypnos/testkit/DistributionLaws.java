package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * What every distribution keeps to. Extend it, say what the parameters can be, and how they make a distribution:
 *
 * <pre>{@code
 * class BernoulliProperties extends DistributionLaws {
 *     protected Arbitrary<ImmutableList<Tensor>> parameters() {
 *         return TensorArbitraries.tensors(0, 3).map(ImmutableList::of);
 *     }
 *
 *     protected Distribution distribution(ImmutableList<Tensor> parameters) {
 *         return new Bernoulli(parameters.get(0));
 *     }
 * }
 * }</pre>
 */
public abstract class DistributionLaws
        implements NormalizationLaws,
                ClosedFormLaws,
                SampleLaws,
                KeyLaws,
                ShapeLaws,
                GradientLaws,
                ScoreLaws,
                ExtremeLaws,
                SupportLaws,
                CombinationLaws {
    /** {@return FLOAT64 tensors for which the log-probability has gradients, away from where it has none} */
    protected abstract Arbitrary<ImmutableList<Tensor>> parameters();

    /**
     * {@return the distribution of these parameters}
     *
     * @param parameters as {@link #parameters()} gives them, or moved by a little, of either type, and maybe on a tape
     */
    protected abstract Distribution distribution(ImmutableList<Tensor> parameters);

    /** {@return what the laws are checked on; to be extended by extreme parameters} */
    protected DistributionCase subject() {
        return new DistributionCase(getClass().getSimpleName(), parameters(), this::distribution);
    }

    /** {@return trials of the {@link #subject()}, with its parameters and any keys} */
    @Provide("trials")
    public final Arbitrary<Trial> provideTrials() {
        DistributionCase subject = subject();
        return Combinators.combine(subject.parameters(), Arbitraries.longs())
                .as((parameters, key) -> new Trial(subject, parameters, key));
    }
}
