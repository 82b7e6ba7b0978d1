package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;

/** Slips in a Bernoulli distribution, by the law that finds them. */
final class BernoulliSlips {
    private static final ImmutableList<Tensor> LOGITS =
            ImmutableList.of(Tensor.of(DType.FLOAT64, Shape.of(2), 0.5, -1));

    private final ImmutableListMultimap.Builder<String, DistributionCase> slips = ImmutableListMultimap.builder();

    static ImmutableListMultimap<String, DistributionCase> all() {
        BernoulliSlips all = new BernoulliSlips();
        all.ofLogProb();
        all.ofClosedForms();
        all.ofDraws();
        all.ofShapes();
        return all.slips.build();
    }

    private void add(String law, String slip, Function<Tensor, Distribution> distribution) {
        DistributionCase subject =
                new DistributionCase(slip, Arbitraries.just(LOGITS), in -> distribution.apply(in.get(0)));
        slips.put(law, subject.withExtreme(800));
    }

    private void ofLogProb() {
        add("probabilitiesAddUpToOne", "a constant too much", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sub(0.001);
            }
        });
        add(
                "valuesOutsideTheSupportAreRefusedOrImpossible",
                "no look at the value",
                logits -> new WrongBernoulli(logits) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return right.logits().mul(value).sub(right.logits().softplus());
                    }
                });
        add("bothTypesScoreAlike", "the type forgotten", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).max(logits.dtype() == DType.FLOAT32 ? -0.5 : -700);
            }
        });
        add("extremeParametersHaveTheirLimits", "a logarithm of zero", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                Tensor p = right.mean();
                Tensor miss = value.neg().add(1).mul(p.neg().add(1).log());
                return value.mul(p.log()).add(miss);
            }
        });
        add("gradientsOfTheLogProbAgreeWithDifferences", "none for logits", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return new Bernoulli(right.logits().detach()).logProb(value);
            }
        });
        add("theExpectedScoreIsZero", "logits that are not normalised", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).add(logits).sub(logits.detach());
            }
        });
    }

    private void ofClosedForms() {
        add("momentsAreTheirSums", "the standard deviation", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor variance() {
                return super.variance().sqrt();
            }
        });
        add("entropyIsItsSum", "in bits", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor entropy() {
                return super.entropy().div(Math.log(2));
            }
        });
        add("nothingIsMoreLikelyThanTheMode", "the other one", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor mode() {
                return super.mode().neg().add(1);
            }
        });
        add("theDistributionFunctionIsItsSum", "below, not at most", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor cdf(Tensor value) {
                return super.cdf(value.sub(0.5));
            }
        });
        add("theDivergenceIsItsSum", "in bits", WrongBernoulli::new);
        add("quantilesInvertTheDistributionFunction", "the upper tail", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor quantile(Tensor probability) {
                return super.quantile(probability.neg().add(1));
            }
        });
    }

    private void ofDraws() {
        add("drawsFallWhereProbabilitiesAre", "other logits", BernoulliSlips::biased);
        add("meansOverDrawsAreExpectations", "other logits", BernoulliSlips::biased);
        add("everyRowHasDrawsOfItsOwn", "rows in order", logits -> new WrongBernoulli(logits) {
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

    private void ofShapes() {
        add("drawsHaveTheirShapeSupportAndProbability", "a sum", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return super.logProb(value).sumLast(1);
            }
        });
        add("valuesBroadcastWithTheBatch", "the value's shape", logits -> new WrongBernoulli(logits) {
            @Override
            public Tensor logProb(Tensor value) {
                return value.shape().rank() == 0 ? super.logProb(value).sum() : super.logProb(value);
            }
        });
        add("readingAxesAsEventsCommutesWithSamplingAndScoring", "other logits", logits -> new WrongBernoulli(logits) {
            @Override
            public Distribution toEvent(int axes) {
                return new Bernoulli(logits.add(0.1)).toEvent(axes);
            }
        });
    }
}
