package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
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
class DistributionLawsTest {
    private static final ImmutableList<Tensor> PARAMETERS =
            ImmutableList.of(Tensor.of(DType.FLOAT64, Shape.of(2), 0.5, -1));

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

    private static DistributionLaws laws(Distribution distribution) {
        return laws(parameters -> distribution);
    }

    private static DistributionLaws laws(Function<ImmutableList<Tensor>, Distribution> make) {
        return new DistributionLaws() {
            @Override
            protected Arbitrary<ImmutableList<Tensor>> parameters() {
                return TensorArbitraries.tensors(1, 1).map(ImmutableList::of);
            }

            @Override
            protected Distribution distribution(ImmutableList<Tensor> parameters) {
                return make.apply(parameters);
            }
        };
    }

    private static void requireFound(Runnable law) {
        assertThatThrownBy(law::run).isInstanceOf(AssertionError.class);
    }

    @Test
    void aSampleThatIsNotKeyed() {
        requireFound(() -> laws(new Slip(PARAMETERS.get(0)) {
                    private long calls;

                    @Override
                    public Tensor sample(RandomStream random, Shape sampleShape) {
                        return super.sample(RandomStream.of(calls++), sampleShape);
                    }
                })
                .theSameKeyDrawsTheSame(PARAMETERS, Shape.of(4, 4), 1));
    }

    @Test
    void aSampleThatTakesItsRowsInOrder() {
        requireFound(() -> laws(new Slip(PARAMETERS.get(0)) {
                    @Override
                    public Tensor sample(RandomStream random, Shape sampleShape) {
                        return super.sample(RandomStream.of(random.nextLong()), sampleShape);
                    }
                })
                .everyRowHasDrawsOfItsOwn(PARAMETERS, 1));
    }

    @Test
    void aLogProbOfTheWrongShape() {
        requireFound(() -> laws(new Slip(PARAMETERS.get(0)) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sumLast(1);
                    }
                })
                .drawsHaveTheirShapeSupportAndProbability(PARAMETERS, Shape.of(3), 1));
    }

    @Test
    void aLogProbThatLooksAtOtherData() {
        requireFound(() -> laws(new Slip(PARAMETERS.get(0)) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(value.mean());
                    }
                })
                .logProbsOfManyAreThoseOneByOne(PARAMETERS, 2));
    }

    @Test
    void probabilitiesThatAreNotNormalised() {
        requireFound(() -> laws(new Slip(PARAMETERS.get(0)) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(0.001);
                    }
                })
                .probabilitiesOfFiniteSupportsSumToOne(PARAMETERS));
    }

    @Test
    void aGradientThatIsMissing() {
        DistributionLaws laws = laws(parameters -> new Slip(parameters.get(0)) {
            @Override
            public Tensor logProb(Tensor value) {
                return new Bernoulli(right.logits().detach()).logProb(value);
            }
        });
        requireFound(() -> laws.gradientsOfTheLogProbAgreeWithDifferences(PARAMETERS, 1));
    }
}
