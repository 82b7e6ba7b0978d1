package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReweightedWakeSleepTest {
    private static final int DATA = 6;

    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Tracer tracer = Tracer.of(new Tracer.Address(5, 7, "wake"), new Workspace(Engine.fastest()), DATA);
    private final Batch batch = Batch.of(
            ImmutableMap.of("x", RandomStream.of(1).bernoulli(Shape.of(DATA, 8), Tensor.scalar(DType.FLOAT64, 0))),
            ImmutableSet.of());

    private ReweightedWakeSleep algorithm(int particles, double insomnia, int dreams) {
        return new ReweightedWakeSleep(
                Programs.of(machine.model, machine.guide), Settings.of(particles, insomnia, dreams));
    }

    private Losses evaluate(ReweightedWakeSleep algorithm, int phase) {
        return algorithm.phases().get(phase).objective().evaluate(tracer, batch);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "0.5, 2", "1, 1"})
    void aTermOfWeightZeroIsNotEvaluated(double insomnia, int phases) {
        assertThat(algorithm(3, insomnia, 2).phases().stream()
                        .filter(phase -> phase.due().test(0)))
                .extracting(Phase::name)
                .containsExactlyElementsOf(List.of("wake", "sleep").subList(0, phases));
        assertThat(evaluate(algorithm(3, insomnia, 2), 0).phi() == null).isEqualTo(insomnia == 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void theWakePhaseWeighsTheGuidesDraws(double insomnia) {
        int particles = 5;
        Trace q = tracer.copies(particles).trace(machine.guide, batch.values());
        Trace p = tracer.copies(particles).score(machine.model, q.values());
        Losses losses = evaluate(algorithm(particles, insomnia, 2), 0);
        for (int n = 0; n < DATA; n++) {
            double[] weights = new double[particles];
            double sum = 0;
            for (int k = 0; k < particles; k++) {
                weights[k] =
                        Math.exp(p.logProb().get(k * DATA + n) - q.logProb().get(k * DATA + n));
                sum += weights[k];
            }
            double phi = 0;
            for (int k = 0; k < particles; k++) {
                phi -= insomnia * weights[k] / sum * q.logProb().get(k * DATA + n);
                assertThat(losses.weighing().weights().get(k * DATA + n)).isCloseTo(weights[k] / sum, within(1e-13));
            }
            assertThat(losses.theta().loss().get(n)).isCloseTo(-Math.log(sum / particles), within(1e-12));
            if (insomnia > 0) {
                assertThat(losses.phi().loss().get(n)).isCloseTo(phi, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.25, 1", "0.25, 4"})
    void theSleepPhaseScoresDreams(double insomnia, int dreams) {
        Trace dream = tracer.copies(dreams).trace(machine.model, ImmutableMap.of());
        Trace q = tracer.copies(dreams).score(machine.guide, dream.values());
        Losses losses = evaluate(algorithm(3, insomnia, dreams), 1);
        assertThat(dream.sites().get("x").drawn()).as("dreams draw x as well").isTrue();
        assertThat(losses.theta()).isNull();
        assertThat(losses.weighing()).isNull();
        for (int n = 0; n < DATA; n++) {
            double mean = 0;
            for (int s = 0; s < dreams; s++) {
                mean += q.logProb().get(s * DATA + n) / dreams;
            }
            assertThat(losses.phi().loss().get(n)).isCloseTo(-(1 - insomnia) * mean, within(1e-12));
        }
    }

    @Test
    void oneParticleTeachesTheGuideNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> algorithm(1, 0.5, 1))
                .withMessageContaining("particles = 1 with insomnia = 0.5")
                .withMessageContaining("the guide would learn nothing")
                .withMessageContaining("use particles of 2 or more, or insomnia = 0");
        assertThat(algorithm(1, 0, 1).phases()).hasSize(2);
    }

    @Test
    void settingsOutOfTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> algorithm(0, 0, 1))
                .withMessage("there must be at least one particle and one dream");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> algorithm(2, 0.5, 0))
                .withMessage("there must be at least one particle and one dream");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> algorithm(2, 1.5, 1))
                .withMessage("insomnia must be in [0, 1], found 1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> algorithm(2, Double.NaN, 1));
    }

    @ParameterizedTest
    @CsvSource({"0, false, true", "0.5, true, false", "1, true, false"})
    void whatTheGuideAddsToItsLossCountsOnce(double insomnia, boolean awake, boolean asleep) {
        Program guide = Program.of(machine.guide.parameters(), context -> {
            machine.guide.run(context);
            context.regularize("sparse", Tensor.scalar(DType.FLOAT64, 1));
        });
        ReweightedWakeSleep algorithm =
                new ReweightedWakeSleep(Programs.of(machine.model, guide), Settings.of(2, insomnia, 2));
        boolean inWake = false;
        boolean inSleep = false;
        for (Phase phase : algorithm.phases()) {
            Losses losses = phase.objective().evaluate(tracer, batch);
            boolean counts =
                    losses.phi() != null && losses.phi().regularization().containsKey("sparse");
            inWake |= counts && phase.name().equals("wake");
            inSleep |= counts && phase.name().equals("sleep");
            assertThat(losses.theta() == null || losses.theta().regularization().isEmpty())
                    .isTrue();
        }
        assertThat(inWake).isEqualTo(awake);
        assertThat(inSleep).isEqualTo(asleep);
    }
}
