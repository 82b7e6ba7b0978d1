package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Support;
import org.junit.jupiter.api.Test;

/** The laws find the slips that people make. */
class DistributionLawsTest extends DistributionLaws {
    private static final ImmutableList<Tensor> PARAMETERS =
            ImmutableList.of(Tensor.of(DType.FLOAT64, Shape.of(2), 0.5, -1));

    /** The right distribution, which keeps the laws. */
    @Override
    protected Arbitrary<ImmutableList<Tensor>> parameters() {
        return Arbitraries.just(PARAMETERS);
    }

    @Override
    protected Distribution distribution(ImmutableList<Tensor> parameters) {
        return new Bernoulli(parameters.get(0));
    }

    /** A Bernoulli distribution with a slip somewhere. */
    private static class Slip implements Distribution {
        final Bernoulli right;

        Slip(Tensor logits) {
            right = new Bernoulli(logits);
        }

        @Override
        public Shape batchShape() {
            return right.batchShape();
        }

        @Override
        public Shape eventShape() {
            return right.eventShape();
        }

        @Override
        public Support support() {
            return right.support();
        }

        @Override
        public Tensor sample(RandomStream random, Shape sampleShape) {
            return right.sample(random, sampleShape);
        }

        @Override
        public Tensor logProb(Tensor value) {
            return right.logProb(value);
        }
    }

    private static void requireFound(Consumer<Trial> law, Function<Tensor, Distribution> slip) {
        DistributionCase subject =
                new DistributionCase("slip", Arbitraries.just(PARAMETERS), in -> slip.apply(in.get(0)));
        assertThatThrownBy(() -> law.accept(new Trial(subject, PARAMETERS, 1))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aSampleThatIsNotKeyed() {
        long[] calls = {0};
        requireFound(this::theSameKeyDrawsTheSame, logits -> new Slip(logits) {
            @Override
            public Tensor sample(RandomStream random, Shape sampleShape) {
                return super.sample(RandomStream.of(calls[0]++), sampleShape);
            }
        });
    }

    @Test
    void aSampleThatTakesItsRowsInOrder() {
        requireFound(this::everyRowHasDrawsOfItsOwn, logits -> new Slip(logits) {
            @Override
            public Tensor sample(RandomStream random, Shape sampleShape) {
                return super.sample(RandomStream.of(random.nextLong()), sampleShape);
            }
        });
    }

    @Test
    void aLogProbOfTheWrongShape() {
        requireFound(this::drawsHaveTheirShapeSupportAndProbability, logits -> new Slip(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sumLast(1);
            }
        });
    }

    @Test
    void aLogProbThatLooksAtOtherData() {
        requireFound(this::logProbsOfManyAreThoseOneByOne, logits -> new Slip(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sub(value.mean());
            }
        });
    }

    @Test
    void probabilitiesThatAreNotNormalised() {
        requireFound(this::probabilitiesAddUpToOne, logits -> new Slip(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sub(0.001);
            }
        });
    }

    @Test
    void aGradientThatIsMissing() {
        requireFound(this::gradientsOfTheLogProbAgreeWithDifferences, logits -> new Slip(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return new Bernoulli(right.logits().detach()).logProb(value);
            }
        });
    }
}
