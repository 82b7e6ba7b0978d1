package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each law finds the slips that people make. */
class DistributionLawsTest {
    private static final ImmutableList<Tensor> LOGITS = ImmutableList.of(tensor(0.5, -1));
    private static final ImmutableList<Tensor> LOCATION_AND_SCALE = ImmutableList.of(tensor(0.5, -1), tensor(0.7, 2));

    private final ImmutableListMultimap.Builder<String, DistributionCase> slips = ImmutableListMultimap.builder();

    private static Tensor tensor(double... elements) {
        return Tensor.of(DType.FLOAT64, Shape.of(elements.length), elements);
    }

    private void bernoulli(String law, String slip, Function<Tensor, Distribution> distribution) {
        slips.put(
                law,
                new DistributionCase(slip, Arbitraries.just(LOGITS), in -> distribution.apply(in.get(0)))
                        .withExtreme(800));
    }

    private void normal(String law, String slip, BiFunction<Tensor, Tensor, Distribution> distribution) {
        slips.put(
                law,
                new DistributionCase(
                        slip, Arbitraries.just(LOCATION_AND_SCALE), in -> distribution.apply(in.get(0), in.get(1))));
    }

    @TestFactory
    Stream<DynamicTest> everyLawFindsItsSlips() {
        slipsOfLogProb();
        slipsOfClosedForms();
        slipsOfDraws();
        slipsOfShapes();
        slipsOfGradients();
        slipsOfCombinations();
        ImmutableListMultimap<String, DistributionCase> all = slips.build();
        return ListedLaws.all().stream()
                .map(law -> DynamicTest.dynamicTest(law.getName(), () -> {
                    assertThat(all.get(law.getName())).isNotEmpty();
                    all.get(law.getName()).forEach(slip -> requireFound(law, slip));
                }));
    }

    private static void requireFound(Method law, DistributionCase slip) {
        ImmutableList<Tensor> parameters = slip.parameters().sample();
        assertThatThrownBy(() -> law.invoke(new ListedLaws(slip), new Trial(slip, parameters, 1)))
                .as(slip.name())
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    private void slipsOfLogProb() {
        bernoulli("probabilitiesAddUpToOne", "a constant too much", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sub(0.001);
            }
        });
        normal(
                "probabilitiesAddUpToOne",
                "log(2 pi) instead of its half",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(0.9189385332046727);
                    }
                });
        bernoulli(
                "valuesOutsideTheSupportAreRefusedOrImpossible",
                "no look at the value",
                logits -> new WrongBernoulli(logits) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return right.logits().mul(value).sub(right.logits().softplus());
                    }
                });
        bernoulli("extremeParametersHaveTheirLimits", "a logarithm of zero", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                Tensor p = right.mean();
                Tensor miss = value.neg().add(1).mul(p.neg().add(1).log());
                return value.mul(p.log()).add(miss);
            }
        });
    }

    private void slipsOfClosedForms() {
        bernoulli("momentsAreTheirSums", "the standard deviation", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor variance() {
                return super.variance().sqrt();
            }
        });
        bernoulli("entropyIsItsSum", "in bits", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor entropy() {
                return super.entropy().div(Math.log(2));
            }
        });
        bernoulli("nothingIsMoreLikelyThanTheMode", "the other one", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor mode() {
                return super.mode().neg().add(1);
            }
        });
        bernoulli("theDistributionFunctionIsItsSum", "below, not at most", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor cdf(Tensor value) {
                return super.cdf(value.sub(0.5));
            }
        });
        bernoulli("quantilesInvertTheDistributionFunction", "the upper tail", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor quantile(Tensor probability) {
                return super.quantile(probability.neg().add(1));
            }
        });
    }

    private void slipsOfDraws() {
        bernoulli("drawsFallWhereProbabilitiesAre", "other logits", DistributionLawsTest::biased);
        bernoulli("meansOverDrawsAreExpectations", "other logits", DistributionLawsTest::biased);
        normal(
                "drawsFallWhereProbabilitiesAre",
                "the variance for the scale",
                (location, scale) -> spread(location, scale, 0));
        normal(
                "momentsOfDrawsAreTheDistributions",
                "the variance for the scale",
                (location, scale) -> spread(tensor(0, 0, 0), scale.slice(0, 0, 1), 1));
        normal("theSameKeyDrawsTheSame", "a source of its own", unkeyed());
        bernoulli("everyRowHasDrawsOfItsOwn", "rows in order", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor sample(RandomStream random, Shape sampleShape) {
                return super.sample(RandomStream.of(random.nextLong()), sampleShape);
            }
        });
    }

    private static Distribution biased(Tensor logits) {
        return new WrongBernoulli(logits) {
            @Override
            public Tensor sample(RandomStream random, Shape sampleShape) {
                return new Bernoulli(right.logits().add(1)).sample(random, sampleShape);
            }
        };
    }

    private static Distribution spread(Tensor location, Tensor scale, int axes) {
        return new WrongNormal(location, scale, axes) {
            @Override
            public Tensor rsample(RandomStream random, Shape sampleShape) {
                return new Normal(right.location(), right.scale().square()).rsample(random, sampleShape);
            }
        };
    }

    /** Each makes its draws from the next key. */
    private static BiFunction<Tensor, Tensor, Distribution> unkeyed() {
        AtomicLong key = new AtomicLong();
        return (location, scale) -> new WrongNormal(location, scale, 0) {
            @Override
            public Tensor rsample(RandomStream random, Shape sampleShape) {
                return super.rsample(RandomStream.of(key.getAndIncrement()), sampleShape);
            }
        };
    }

    private void slipsOfShapes() {
        bernoulli("drawsHaveTheirShapeSupportAndProbability", "a sum", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sumLast(1);
            }
        });
        normal(
                "logProbsOfManyAreThoseOneByOne",
                "a look at other data",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(value.mean());
                    }
                });
        bernoulli("valuesBroadcastWithTheBatch", "the value's shape", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return value.shape().rank() == 0 ? super.logProb(value).sum() : super.logProb(value);
            }
        });
    }

    private void slipsOfGradients() {
        bernoulli("gradientsOfTheLogProbAgreeWithDifferences", "none for logits", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return new Bernoulli(right.logits().detach()).logProb(value);
            }
        });
        normal(
                "gradientsOfTheLogProbAgreeWithDifferences",
                "none for the value",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value.detach());
                    }
                });
        normal(
                "gradientsOfDrawsAgreeWithDifferences",
                "none for the scale",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor rsample(RandomStream random, Shape sampleShape) {
                        return new Normal(location, scale.detach()).rsample(random, sampleShape);
                    }
                });
        bernoulli("theExpectedScoreIsZero", "logits that are not normalised", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).add(logits).sub(logits.detach());
            }
        });
        normal(
                "theExpectedScoreIsZero",
                "draws of another scale",
                (location, scale) -> spread(tensor(0, 0, 0), scale.slice(0, 1, 2), 1));
        normal(
                "pathwiseAndScoreFunctionGradientsAgree",
                "draws of another scale",
                (location, scale) -> spread(location, scale, 0));
        normal(
                "pathwiseAndScoreFunctionGradientsAgree",
                "draws of another scale, too many to list",
                (location, scale) -> spread(
                        location.mul(tensor(0, 0, 1).reshape(Shape.of(3, 1))).sum(-1), scale.slice(0, 0, 1), 1));
    }

    private void slipsOfCombinations() {
        bernoulli(
                "readingAxesAsEventsCommutesWithSamplingAndScoring",
                "other logits",
                logits -> new WrongBernoulli(logits) {
                    @Override
                    public Distribution toEvent(int axes) {
                        return new Bernoulli(logits.add(0.1)).toEvent(axes);
                    }
                });
        normal("masksCommuteWithSamplingAndScoring", "a source of its own", unkeyed());
        normal("transformsCommuteWithSamplingAndScoring", "a source of its own", unkeyed());
    }
}
