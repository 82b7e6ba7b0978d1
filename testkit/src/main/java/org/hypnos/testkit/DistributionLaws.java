package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Reparameterized;

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
public abstract class DistributionLaws {
    /** The FLOAT64 tensors for which the log-probability has gradients, away from where it has none. */
    protected abstract Arbitrary<ImmutableList<Tensor>> parameters();

    protected abstract Distribution distribution(ImmutableList<Tensor> parameters);

    @Provide("parameters")
    public final Arbitrary<ImmutableList<Tensor>> provideParameters() {
        return parameters();
    }

    @Provide("sampleShapes")
    public final Arbitrary<Shape> provideSampleShapes() {
        return TensorArbitraries.shapes(0, 2);
    }

    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void theSameKeyDrawsTheSame(
            @ForAll("parameters") ImmutableList<Tensor> parameters,
            @ForAll("sampleShapes") Shape sampleShape,
            @ForAll long key) {
        Tensor draw = distribution(parameters).sample(RandomStream.of(key), sampleShape);
        Tensor again = distribution(parameters).sample(RandomStream.of(key), sampleShape);
        assertThat(again.toDoubles()).isEqualTo(draw.toDoubles());
    }

    /** However a plate [particles, data] is cut, a particle of a datum draws the same. */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void everyRowHasDrawsOfItsOwn(
            @ForAll("parameters") ImmutableList<Tensor> parameters, @ForAll long key) {
        Distribution distribution = distribution(parameters);
        int size = distribution.batchShape().concat(distribution.eventShape()).size();
        RandomStream stream = RandomStream.of(key);
        Tensor plate = distribution.sample(stream.rows(0, 2, 0, 3), Shape.of(2, 3));
        for (int row = 0; row < 6; row++) {
            Tensor one = distribution.sample(stream.rows(row / 3, 1, row % 3, 1), Shape.of(1, 1));
            double[] expected =
                    plate.reshape(Shape.of(6, size)).slice(0, row, row + 1).toDoubles();
            assertThat(one.toDoubles()).isEqualTo(expected);
        }
    }

    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void drawsHaveTheirShapeSupportAndProbability(
            @ForAll("parameters") ImmutableList<Tensor> parameters,
            @ForAll("sampleShapes") Shape sampleShape,
            @ForAll long key) {
        Distribution distribution = distribution(parameters);
        Tensor draw = distribution.sample(RandomStream.of(key), sampleShape);
        Shape plate = sampleShape.concat(distribution.batchShape());
        assertThat(draw.shape()).isEqualTo(plate.concat(distribution.eventShape()));
        assertThat(distribution.support().require("draw", draw)).isTrue();
        Tensor logProb = distribution.logProb(draw);
        assertThat(logProb.shape()).isEqualTo(plate);
        for (double element : logProb.toDoubles()) {
            assertThat(element).as("log-probability of a draw").isFinite();
        }
    }

    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void logProbsOfManyAreThoseOneByOne(
            @ForAll("parameters") ImmutableList<Tensor> parameters, @ForAll long key) {
        Distribution distribution = distribution(parameters);
        Tensor draws = distribution.sample(RandomStream.of(key), Shape.of(3));
        Tensor together = distribution.logProb(draws);
        for (int i = 0; i < 3; i++) {
            double[] expected = together.slice(0, i, i + 1).toDoubles();
            Tensor alone = distribution.logProb(draws.slice(0, i, i + 1));
            assertThat(alone.toDoubles()).containsExactly(expected, within(1e-12));
        }
    }

    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void gradientsOfTheLogProbAgreeWithDifferences(
            @ForAll("parameters") ImmutableList<Tensor> parameters, @ForAll long key) {
        Tensor draw = distribution(parameters).sample(RandomStream.of(key), Shape.of(2));
        check(key, parameters, distribution -> distribution.logProb(draw));
    }

    /** Nothing to show for a distribution whose draws have no gradients. */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void gradientsOfDrawsAgreeWithDifferences(
            @ForAll("parameters") ImmutableList<Tensor> parameters, @ForAll long key) {
        if (distribution(parameters) instanceof Reparameterized) {
            check(
                    key,
                    parameters,
                    distribution -> ((Reparameterized) distribution).rsample(RandomStream.of(key), Shape.of(2)));
        }
    }

    private interface Result {
        Tensor of(Distribution distribution);
    }

    private void check(long seed, ImmutableList<Tensor> parameters, Result result) {
        GradientCheck.check(
                        seed,
                        in -> result.of(distribution(ImmutableList.copyOf(in))),
                        parameters.toArray(new Tensor[0]))
                .requireRight();
    }

    /** For single numbers; of larger events there are too many. */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void probabilitiesOfFiniteSupportsSumToOne(@ForAll("parameters") ImmutableList<Tensor> parameters) {
        Distribution distribution = distribution(parameters);
        if (distribution.support() instanceof Numbers.Finite support
                && distribution.eventShape().rank() == 0) {
            double[] sums = new double[distribution.batchShape().size()];
            for (int index = 0; index < support.count(); index++) {
                Tensor value = parameters.get(0).filled(distribution.batchShape(), support.element(index));
                double[] probabilities = distribution.logProb(value).exp().toDoubles();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += probabilities[i];
                }
            }
            for (double sum : sums) {
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
        }
    }
}
