package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.audit.Audit;
import org.hypnos.core.audit.AuditOptions;
import org.hypnos.core.audit.ExactPosterior;
import org.hypnos.core.audit.GradientAudit;
import org.hypnos.core.audit.Target;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.inference.ws.WakeSleep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all estimators' gradients are worth on the small machine. */
class SimpleHelmholtzAuditTest {
    private static final double TOLERANCE = 1e-12;

    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Programs programs = Programs.of(machine.model, machine.guide);
    private final Dataset dataset = Dataset.of(Map.of("x", SimpleHelmholtz.x()));

    private GradientAudit only(InferenceAlgorithm algorithm, Target target) {
        return only(programs, algorithm, target);
    }

    private GradientAudit only(Programs own, InferenceAlgorithm algorithm, Target target) {
        return Audit.run(
                        own.model(),
                        own.guide(),
                        dataset,
                        ImmutableMap.of("audited", algorithm),
                        new AuditOptions(5, 2_000, 0))
                .gradients()
                .stream()
                .filter(gradient -> gradient.target() == target)
                .findFirst()
                .orElseThrow();
    }

    private ReweightedWakeSleep particles(int count) {
        return new ReweightedWakeSleep(programs, Settings.of(count, count == 1 ? 0 : 1, 1));
    }

    @Test
    void posterior() {
        ExactPosterior posterior = Audit.run(
                        machine.model, machine.guide, dataset, ImmutableMap.of(), AuditOptions.standard())
                .posteriors()
                .get(0);
        assertThat(posterior.logProb()).isCloseTo(SimpleHelmholtzFigures.LOG_PROB, within(TOLERANCE));
        posterior.causes().forEach(cause -> {
            double[] h = cause.values().get("h").toArray();
            int state = (int) (4 * h[0] + 2 * h[1] + h[2]);
            assertThat(cause.probability()).isCloseTo(SimpleHelmholtzFigures.POSTERIOR[state], within(TOLERANCE));
        });
        assertThat(posterior.causes()).hasSize(8);
    }

    @Test
    void moreParticlesRaiseTheBoundAndLowerTheBiasOfTheta() {
        ImmutableList<GradientAudit> theta = IntStream.rangeClosed(1, 5)
                .mapToObj(count -> only(particles(count), Target.EVIDENCE))
                .collect(ImmutableList.toImmutableList());
        assertThat(theta)
                .extracting(gradient -> gradient.method().count())
                .containsExactly(8L, 64L, 512L, 4096L, 32768L);
        assertThat(theta).allSatisfy(gradient -> {
            assertThat(gradient.method().enumerated()).isTrue();
            assertThat(gradient.bias().halfWidth()).isZero();
            assertThat(-gradient.loss()).isLessThan(SimpleHelmholtzFigures.LOG_PROB);
        });
        for (int i = 1; i < 5; i++) {
            assertThat(theta.get(i).bias().estimate())
                    .isLessThan(theta.get(i - 1).bias().estimate());
            assertThat(theta.get(i).loss()).isLessThan(theta.get(i - 1).loss());
            assertThat(theta.get(i).variance()).isLessThan(theta.get(i - 1).variance());
        }
        assertThat(-theta.get(0).loss()).isCloseTo(SimpleHelmholtzFigures.ELBO, within(TOLERANCE));
        assertThat(-theta.get(1).loss()).isCloseTo(SimpleHelmholtzFigures.LOG_ESTIMATE_OF_TWO, within(TOLERANCE));
        assertThat(theta.get(0).bias().estimate()).isCloseTo(SimpleHelmholtzFigures.BIAS_OF_ONE, within(TOLERANCE));
        assertThat(theta.get(1).bias().estimate()).isCloseTo(SimpleHelmholtzFigures.BIAS_OF_TWO, within(TOLERANCE));
    }

    @Test
    void moreParticlesTeachTheGuideMore() {
        double before = SimpleHelmholtzFigures.DISTANCE_OF_ONE;
        for (int count = 2; count <= 5; count++) {
            GradientAudit phi = only(particles(count), Target.WAKE_PHI);
            assertThat(phi.exactNorm()).isCloseTo(SimpleHelmholtzFigures.DISTANCE_OF_ONE, within(TOLERANCE));
            assertThat(phi.bias().estimate()).as("K = %s", count).isLessThan(before);
            before = phi.bias().estimate();
            if (count == 2) {
                assertThat(before).isCloseTo(SimpleHelmholtzFigures.DISTANCE_OF_TWO, within(TOLERANCE));
            }
        }
    }

    @Test
    void oneParticleAwakeTeachesNothingAndIsRefused() {
        assertThatThrownBy(() -> Settings.of(1, 1, 1)).hasMessageContaining("the guide would learn nothing");
        GradientAudit unweighted = only(new WakeSleep(programs, 1, WakeSleep.PhaseQ.WAKE, 1, 1), Target.WAKE_PHI);
        assertThat(unweighted.signalToNoise()).isLessThan(TOLERANCE);
        assertThat(unweighted.biasShare()).isCloseTo(1, within(TOLERANCE));
        assertThat(unweighted.variance()).isPositive();
    }

    @Test
    void wakeOfWakeSleepIsOneParticle() {
        GradientAudit ws = only(new WakeSleep(programs, 1, WakeSleep.PhaseQ.SLEEP, 1, 1), Target.EVIDENCE);
        GradientAudit rws = only(particles(1), Target.EVIDENCE);
        assertThat(ws.bias().estimate()).isCloseTo(rws.bias().estimate(), within(TOLERANCE));
        assertThat(ws.variance()).isCloseTo(rws.variance(), within(TOLERANCE));
    }

    @Test
    void moreSamplesOfWakeSleepShareTheVariance() {
        GradientAudit one = only(new WakeSleep(programs, 1, WakeSleep.PhaseQ.WAKE, 1, 1), Target.EVIDENCE);
        GradientAudit three = only(new WakeSleep(programs, 3, WakeSleep.PhaseQ.WAKE, 1, 1), Target.EVIDENCE);
        assertThat(three.bias().estimate()).isCloseTo(one.bias().estimate(), within(TOLERANCE));
        assertThat(three.variance()).isCloseTo(one.variance() / 3, within(TOLERANCE));
    }

    @Test
    void dreamsAreExact() {
        ImmutableList<GradientAudit> sleeps = ImmutableList.of(
                only(particles(1), Target.SLEEP_PHI),
                only(new WakeSleep(programs, 1, WakeSleep.PhaseQ.SLEEP, 1, 1), Target.SLEEP_PHI));
        double squares = 0;
        for (double element : SimpleHelmholtzFigures.SLEEP_PHI_BIAS) {
            squares += element * element;
        }
        for (double element : SimpleHelmholtzFigures.SLEEP_PHI_WEIGHT) {
            squares += element * element;
        }
        double norm = Math.sqrt(squares);
        assertThat(sleeps).allSatisfy(sleep -> {
            assertThat(sleep.method().count()).isEqualTo(2048);
            assertThat(sleep.bias().estimate()).isLessThan(TOLERANCE);
            assertThat(sleep.exactNorm()).isCloseTo(norm, within(TOLERANCE));
            assertThat(-sleep.loss()).isCloseTo(SimpleHelmholtzFigures.DREAMT_LOG_Q, within(TOLERANCE));
            assertThat(sleep.cosine()).isCloseTo(1, within(TOLERANCE));
        });
    }

    /** Two dreams have 2^22 values between them. */
    @Test
    void tooManyDreamsAreSampled() {
        GradientAudit one = only(particles(1), Target.SLEEP_PHI);
        GradientAudit two = only(new ReweightedWakeSleep(programs, Settings.of(2, 0, 2)), Target.SLEEP_PHI);
        assertThat(two.method().enumerated()).isFalse();
        assertThat(two.method().reason()).contains("2^22.0 tuples for 2 particles");
        // 2.5 times the half width is 4.9 standard errors, of a bound for the norm.
        assertThat(two.bias().estimate()).isLessThan(2.5 * two.bias().halfWidth());
        assertThat(two.variance()).isCloseTo(one.variance() / 2, within(0.2 * one.variance()));
    }

    @Test
    void insomniaShortensWithoutTurning() {
        ReweightedWakeSleep half = new ReweightedWakeSleep(programs, Settings.of(2, 0.5, 1));
        GradientAudit sleep = only(half, Target.SLEEP_PHI);
        assertThat(sleep.cosine()).isCloseTo(1, within(TOLERANCE));
        assertThat(sleep.biasShare()).isCloseTo(0.5, within(TOLERANCE));
        assertThat(only(half, Target.WAKE_PHI).cosine())
                .isCloseTo(only(particles(2), Target.WAKE_PHI).cosine(), within(TOLERANCE));
    }

    private ReweightedWakeSleep defended(Programs own, int particles, double delta, boolean vectorize) {
        return new ReweightedWakeSleep(
                own, new Settings(particles, Schedule.constant(0), 1, 1, true, false, delta, vectorize));
    }

    /** A program that draws the causes with these logits, whatever the image. */
    private static Program constant(double... logits) {
        Tensor constant = Tensor.of(DType.FLOAT64, Shape.of(3), logits);
        return Program.of(
                new ParameterStore("constant", DType.FLOAT64, 0),
                context -> context.sample("h", new Bernoulli(constant).toEvent(1)));
    }

    /** The wake phase with the mean weight as its reward, instead of the logarithm. */
    private static InferenceAlgorithm meanWeight(ReweightedWakeSleep algorithm) {
        Phase wake = algorithm.phases().get(0);
        return () -> ImmutableList.of(Phase.always("wake", (tracer, batch) -> {
            Losses.Side theta = wake.objective().evaluate(tracer, batch).theta();
            return Losses.none().theta(theta.loss().neg().exp().neg(), theta.trace());
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, false, true",
        "2, 0.25, false, true",
        "2, 0.9, false, false",
        "3, 0.5, false, true",
        "1, 0.3, true, true",
        "2, 0.3, true, true",
        "3, 0.6, true, false"
    })
    void aDefenceKeepsTheWeightsUnbiased(int particles, double delta, boolean given, boolean vectorize) {
        Programs own = given ? programs.defendedBy(constant(-1, 0.5, 2)) : programs;
        GradientAudit wake = only(meanWeight(defended(own, particles, delta, vectorize)), Target.EVIDENCE);
        assertThat(wake.method().enumerated()).isTrue();
        double expected = Math.exp(SimpleHelmholtzFigures.LOG_PROB);
        assertThat(-wake.loss()).as("E w").isCloseTo(expected, within(TOLERANCE * expected));
        assertThat(wake.cosine()).as("its gradient is that of p(x)").isCloseTo(1, within(TOLERANCE));
        assertThat(wake.biasShare()).isCloseTo(1 - expected, within(TOLERANCE));
    }

    /** A guide that hardly ever draws the first cause, which the posterior has in 6 cases of 7. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aDefencePaysWhereTheGuideIsFarOff(int particles) {
        Programs farOff = Programs.of(machine.model, constant(-6, 0, 0));
        double undefended = only(farOff, defended(farOff, particles, 0, true), Target.EVIDENCE)
                .bias()
                .estimate();
        double defended = only(farOff, defended(farOff, particles, 0.5, true), Target.EVIDENCE)
                .bias()
                .estimate();
        assertThat(defended).isLessThan(0.7 * undefended);
    }

    @Test
    void itPrintsItself() {
        Audit audit = Audit.run(
                machine.model, machine.guide, dataset, ImmutableMap.of("rws", ImmutableMap.of("sleepParticles", "1")));
        assertThat(audit.gradients()).extracting(GradientAudit::algorithm).containsExactly("rws", "rws", "ws", "ws");
        assertThat(audit.toString())
                .contains("log p(x) = -5.011932 nats; the most probable of 8 causes: {h=[1.0, 0.0, 0.0]}")
                .containsPattern("rws +wake +theta +5.057642 +-log p\\(x\\) +1.757 +0.1784 +10.16 %")
                .containsPattern("ws +sleep +phi +2.010270 +KL\\(p\\|\\|q\\) on dreams .* all 2048 tuples");
    }

    @Test
    void anUnknownAlgorithmIsNamed() {
        assertThatThrownBy(() ->
                        Audit.run(machine.model, machine.guide, dataset, ImmutableMap.of("rsw", ImmutableMap.of())))
                .hasMessageContaining("did you mean 'rws'");
    }
}
