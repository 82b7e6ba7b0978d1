package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.math.StatsAccumulator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Beta;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Exponential;
import org.hypnos.distributions.Gamma;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Poisson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several numbers of one cause whose posterior and evidence are known. */
class ConjugatePairsTest {
    /**
     * A cause z and numbers x that are independent given z.
     *
     * @param likelihood of one number, given z
     * @param logEvidence log p(x) in nats
     * @param mean of z given x
     */
    record Pair(
            String name,
            Distribution prior,
            Function<Tensor, Distribution> likelihood,
            Tensor x,
            Distribution posterior,
            double logEvidence,
            double mean) {
        ImportanceSampling sampling(Distribution guide, int samples) {
            Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
                Tensor z = context.sample("z", prior);
                Tensor each = z.reshape(z.shape().concat(Shape.of(1)))
                        .broadcastTo(z.shape().concat(Shape.of(x.shape().size())));
                context.sample("x", likelihood.apply(each).toEvent(1));
            });
            Program program =
                    Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> context.sample("z", guide));
            Dataset data =
                    Dataset.of(Map.of("x", x.reshape(Shape.of(1, x.shape().size()))));
            return new ImportanceSampling(model, program, data, samples, 3, Engine.fastest(), 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    static Stream<Pair> pairs() {
        return Stream.of(
                new Pair(
                        "Normal-Normal",
                        new Normal(number(0), number(1)),
                        z -> new Normal(z, z.constant(1)),
                        numbers(new double[50]),
                        new Normal(number(0), number(1 / Math.sqrt(51))),
                        -47.9128394766,
                        0),
                new Pair(
                        "Gamma-Poisson",
                        new Gamma(number(1), number(1)),
                        Poisson::new,
                        numbers(1, 2, 3),
                        new Gamma(number(7), number(4)),
                        -5.6097159656,
                        7.0 / 4),
                new Pair(
                        "Gamma-Exponential",
                        new Gamma(number(1), number(1)),
                        Exponential::new,
                        numbers(3, 2),
                        new Gamma(number(3), number(6)),
                        -4.6821312271,
                        0.5),
                new Pair(
                        "Beta-Bernoulli",
                        new Beta(number(1), number(1)),
                        z -> new Bernoulli(z.log().sub(z.neg().log1p())),
                        numbers(0, 1, 1, 1),
                        new Beta(number(4), number(2)),
                        -2.9957322736,
                        2.0 / 3));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void underThePosteriorEveryWeightIsTheEvidence(Pair pair) {
        ImportanceSampling sampling = pair.sampling(pair.posterior(), 500);
        StatsAccumulator logWeights = sampling.collectWeights(StatsAccumulator::new, StatsAccumulator::add, all -> all)
                .get(0);
        assertThat(logWeights.count()).isEqualTo(500);
        assertThat(logWeights.min()).isCloseTo(pair.logEvidence(), within(1e-9));
        assertThat(logWeights.max()).isCloseTo(pair.logEvidence(), within(1e-9));
        assertThat(ImportanceNll.of(sampling).nats()).isCloseTo(-pair.logEvidence(), within(1e-9));
        Elbo elbo = Elbo.of(sampling);
        assertThat(elbo.nats()).isCloseTo(pair.logEvidence(), within(1e-9));
        assertThat(elbo.monteCarlo().halfWidth()).isLessThan(1e-9);
        assertThat(EffectiveSampleSize.of(sampling).minimum()).isCloseTo(500, within(1e-6));
        PosteriorExpectation mean = PosteriorExpectation.ofSite(sampling, "z");
        assertThat(mean.means().item())
                .isCloseTo(pair.mean(), within(mean.interval(0).halfWidth() * 5 / 1.96));
    }

    /** A hundred thousand draws, of which chunks are in memory. */
    @ParameterizedTest
    @MethodSource("pairs")
    void thePriorIsAGuideTooIfThereAreManyDraws(Pair pair) {
        ImportanceSampling sampling = pair.sampling(pair.prior(), 100_000);
        ImportanceNll nll = ImportanceNll.of(sampling);
        assertThat(nll.monteCarlo().halfWidth()).isBetween(1e-4, 0.03);
        assertThat(nll.nats())
                .isCloseTo(-pair.logEvidence(), within(nll.monteCarlo().halfWidth() * 5 / 1.96 + nll.estimatedBias()));
        PosteriorExpectation mean = PosteriorExpectation.ofSite(sampling, "z");
        Interval interval = mean.interval(0);
        assertThat(mean.means().item()).isCloseTo(pair.mean(), within(interval.halfWidth() * 5 / 1.96));
        assertThat(interval.halfWidth()).isLessThan(0.05);
        // The likelihood bounds the weights, so that their tail ends.
        assertThat(ParetoShape.of(sampling).maximum()).isLessThan(0.1);
    }

    /** E[z^2 given x] = var + mean^2. */
    @ParameterizedTest
    @MethodSource("pairs")
    void otherMoments(Pair pair) {
        PosteriorExpectation square = PosteriorExpectation.of(
                pair.sampling(pair.prior(), 50_000), values -> values.get("z").square());
        double variance = ((Moments) pair.posterior()).variance().item();
        assertThat(square.means().item())
                .isCloseTo(
                        variance + pair.mean() * pair.mean(),
                        within(square.interval(0).halfWidth() * 5 / 1.96));
    }
}
