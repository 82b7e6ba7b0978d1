package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportanceNllTest {
    private static final long SEED = 4;
    private static final SmallNetwork NETWORK = SmallNetwork.of(DType.FLOAT64, 2, 4, 6);
    private static final Dataset DATA =
            Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(Shape.of(23, 6), Tensor.scalar(DType.FLOAT64, 0))));

    private static ImportanceNll estimate(Dataset dataset, int samples) {
        return ImportanceNll.of(
                new ImportanceSampling(NETWORK.model(), NETWORK.guide(), dataset, samples, SEED, Engine.fastest(), 1));
    }

    @Test
    void theExactValueIsInTheIntervalOfFixedData() {
        ImportanceNll nll = estimate(DATA, 5000);
        double exact = ExactNll.of(NETWORK.model(), DATA, Engine.fastest(), 1).nats();
        assertThat(nll.monteCarlo().halfWidth()).isBetween(1e-4, 0.02);
        // Five deviations instead of two: a right estimate is outside for less than one seed in a million.
        double bound = nll.monteCarlo().halfWidth() * 5 / 1.96 + nll.estimatedBias();
        assertThat(nll.nats()).isCloseTo(exact, within(bound));
        assertThat(nll.monteCarlo().low()).isLessThan(exact);
        assertThat(nll.monteCarlo().high()).isGreaterThan(exact);
        assertThat(nll.samples()).isEqualTo(5000);
        assertThat(nll.data()).isEqualTo(23);
    }

    /** log w of all particles and data at once: [samples, data]. */
    private static Tensor logWeights(int samples) {
        Tracer tracer = Tracer.of(new Tracer.Address(SEED, 0, "importance"), new Workspace(Engine.plain()), 23)
                .copies(samples);
        Trace q = tracer.trace(NETWORK.guide(), DATA.values());
        return tracer.score(NETWORK.model(), q.values()).logProb().sub(q.logProb());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 50, 60, 120})
    void chunksOfParticlesAndDataChangeNoDraw(int samples) {
        Tensor first = logWeights(120).slice(0, 0, samples);
        double expected = Math.log(samples) - first.logSumExp(0).mean().item();
        assertThat(estimate(DATA, samples).nats()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void intervalsAndBiasFollowTheirFormulas() {
        int samples = 70;
        Tensor weights = logWeights(samples).exp();
        double[] nats = new double[23];
        double mean = 0;
        double bias = 0;
        double variance = 0;
        for (int n = 0; n < 23; n++) {
            double[] own = weights.slice(1, n, n + 1).toDoubles();
            double average = 0;
            double square = 0;
            for (double weight : own) {
                average += weight / samples;
            }
            for (double weight : own) {
                square += (weight - average) * (weight - average) / (samples - 1);
            }
            double relative = square / (average * average);
            nats[n] = -Math.log(average);
            mean += nats[n] / 23;
            bias += relative / (2 * samples) / 23;
            variance += relative / samples / (23 * 23);
        }
        double spread = 0;
        for (double own : nats) {
            spread += (own - mean) * (own - mean) / 22;
        }
        ImportanceNll nll = estimate(DATA, samples);
        assertThat(nll.nats()).isCloseTo(mean, within(1e-12));
        assertThat(nll.estimatedBias()).isCloseTo(bias, within(1e-12));
        assertThat(nll.monteCarlo().halfWidth()).isCloseTo(1.96 * Math.sqrt(variance), within(1e-12));
        assertThat(nll.overData().halfWidth()).isCloseTo(1.96 * Math.sqrt(spread / 23), within(1e-12));
    }

    @Test
    void dataWithProbabilitiesHaveNoOthersOfTheirSource() {
        Tensor probabilities = Tensor.full(DType.FLOAT64, Shape.of(23), 1.0 / 23);
        ImportanceNll weighted = estimate(Dataset.weighted(DATA.values(), probabilities), 10);
        assertThat(weighted.overData().halfWidth()).isZero();
        assertThat(weighted.nats()).isCloseTo(estimate(DATA, 10).nats(), within(1e-13));
    }

    @Test
    void threadsAndEnginesChangeNoBit() {
        ImportanceNll one = ImportanceNll.of(
                new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, 60, SEED, Engine.plain(), 1));
        assertThat(ImportanceNll.of(
                        new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, 60, SEED, Engine.fastest(), 3)))
                .isEqualTo(one)
                .isEqualTo(ImportanceNll.of(
                        new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, 60, SEED, Engine.fastest(), 2)))
                .isNotEqualTo(ImportanceNll.of(
                        new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, 60, 5, Engine.plain(), 1)));
    }

    /** Fifty numbers around a mean that is N(0, 1) itself; a guide that is the exact posterior has equal weights. */
    @Test
    void theExactPosteriorGivesTheExactEvidence() {
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        Tensor one = zero.add(1);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor mean = context.sample("mean", new Normal(zero, one));
            Tensor means = mean.reshape(mean.shape().concat(Shape.of(1)));
            context.sample("x", new Normal(means.broadcastTo(mean.shape().concat(Shape.of(50))), one).toEvent(1));
        });
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("mean", new Normal(zero, one.div(Math.sqrt(51)))));
        Dataset zeros = Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(1, 50))));
        ImportanceNll nll = ImportanceNll.of(new ImportanceSampling(model, guide, zeros, 100, 1, Engine.fastest(), 1));
        assertThat(nll.nats()).isCloseTo(47.9128394766, within(1e-10));
        assertThat(nll.estimatedBias()).isCloseTo(0, within(1e-15));
    }

    @Test
    void oneSampleHasNoInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate(DATA, 1))
                .withMessage("importance sampling needs at least 2 samples for an interval, found 1");
    }

    @Test
    void theNumberNamesWhatItIs() {
        assertThat(estimate(DATA, 10).toString())
                .startsWith("importance-sampled NLL ")
                .contains(
                        "K = 10 draws for each of 23 data", "95 % over data +- ", "Monte Carlo +- ", "estimated bias ");
    }
}
