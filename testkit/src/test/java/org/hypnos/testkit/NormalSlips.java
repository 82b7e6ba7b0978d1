package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Normal;

/** Slips in normal distributions, by the law that finds them. */
final class NormalSlips {
    private static final ImmutableList<Tensor> LOCATION_AND_SCALE = ImmutableList.of(tensor(0.5, -1), tensor(0.7, 2));

    private final ImmutableListMultimap.Builder<String, DistributionCase> slips = ImmutableListMultimap.builder();

    static ImmutableListMultimap<String, DistributionCase> all() {
        NormalSlips all = new NormalSlips();
        all.ofLogProb();
        all.ofDraws();
        return all.slips.build();
    }

    private void add(String law, String slip, BiFunction<Tensor, Tensor, Distribution> distribution) {
        slips.put(
                law,
                new DistributionCase(
                        slip, Arbitraries.just(LOCATION_AND_SCALE), in -> distribution.apply(in.get(0), in.get(1))));
    }

    private static Tensor tensor(double... elements) {
        return Tensor.of(DType.FLOAT64, Shape.of(elements.length), elements);
    }

    private void ofLogProb() {
        add(
                "probabilitiesAddUpToOne",
                "log(2 pi) instead of its half",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(0.9189385332046727);
                    }
                });
        add(
                "logProbsOfManyAreThoseOneByOne",
                "a look at other data",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value).sub(value.mean());
                    }
                });
        add(
                "gradientsOfTheLogProbAgreeWithDifferences",
                "none for the value",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor logProb(Tensor value) {
                        return super.logProb(value.detach());
                    }
                });
        add(
                "theExpectedScoreIsZero",
                "draws of another scale",
                (location, scale) -> spread(tensor(0, 0, 0), scale.slice(0, 1, 2), 1));
    }

    private void ofDraws() {
        add(
                "drawsFallWhereProbabilitiesAre",
                "the variance for the scale",
                (location, scale) -> spread(location, scale, 0));
        add(
                "momentsOfDrawsAreTheDistributions",
                "the variance for the scale",
                (location, scale) -> spread(tensor(0, 0, 0), scale.slice(0, 0, 1), 1));
        add("theSameKeyDrawsTheSame", "a source of its own", unkeyed());
        add(
                "gradientsOfDrawsAgreeWithDifferences",
                "none for the scale",
                (location, scale) -> new WrongNormal(location, scale, 0) {
                    @Override
                    public Tensor rsample(RandomStream random, Shape sampleShape) {
                        return new Normal(location, scale.detach()).rsample(random, sampleShape);
                    }
                });
        add(
                "pathwiseAndScoreFunctionGradientsAgree",
                "draws of another scale",
                (location, scale) -> spread(location, scale, 0));
        add(
                "pathwiseAndScoreFunctionGradientsAgree",
                "draws of another scale, too many to list",
                (location, scale) -> spread(location.slice(0, 0, 1).add(tensor(0, 0, 0)), scale.slice(0, 0, 1), 1));
        add("masksCommuteWithSamplingAndScoring", "a source of its own", unkeyed());
        add("transformsCommuteWithSamplingAndScoring", "a source of its own", unkeyed());
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
}
