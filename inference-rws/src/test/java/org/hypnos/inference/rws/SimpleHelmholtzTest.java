package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.inference.ws.WakeSleep;
import org.junit.jupiter.api.Test;

/**
 * Losses and gradients against figures by enumeration. Expectations over K particles are exact: every tuple of states is a
 * datum of one large batch, given instead of drawn, and weighs what the guide makes it probable.
 */
class SimpleHelmholtzTest {
    private static final double TOLERANCE = 1e-10;

    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Workspace workspace = new Workspace(Engine.fastest());
    private final Tape tape = new Tape(workspace);

    private Tracer tracer(int data) {
        return Tracer.of(new Tracer.Address(1, 0, "wake"), workspace, data).recording(tape);
    }

    /** The eight states as eight particles of one datum. */
    private Map<String, Tensor> allStates() {
        Tensor h = SimpleHelmholtz.states(3).reshape(Shape.of(8, 1, 3));
        return Map.of("x", SimpleHelmholtz.x(), "h", workspace.adopt(h));
    }

    private Tensor logJoint() {
        return tracer(1).copies(8).score(machine.model, allStates()).logProb();
    }

    private Tensor logQ() {
        return tracer(1).copies(8).score(machine.guide, allStates()).logProb();
    }

    private static void requireClose(double[] actual, double... expected) {
        assertThat(actual).containsExactly(expected, within(TOLERANCE));
    }

    private double[] ofTheta(Gradients gradients) {
        return Doubles.concat(
                gradients.of(machine.prior).toDoubles(),
                gradients.of(machine.down.bias()).toDoubles(),
                gradients.of(machine.down.weight()).toDoubles());
    }

    private static double distance(double[] a, double... b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    @Test
    void jointAndGuide() {
        requireClose(logJoint().toDoubles(), SimpleHelmholtzFigures.LOG_JOINT);
        requireClose(logQ().toDoubles(), SimpleHelmholtzFigures.LOG_Q);
        assertThat(logQ().exp().sum().item()).isCloseTo(1, within(1e-14));
    }

    @Test
    void meansOfTheGuideAndWhatTheModelMakesOfThem() {
        Tensor means = machine.up.apply(Parameter::value, SimpleHelmholtz.x()).sigmoid();
        assertThat(means.toDoubles()).containsExactly(new double[] {0.818, 0.269, 0.599}, within(5e-4));
        double[] reconstruction = {0.691, 0.503, 0.579, 0.416, 0.642, 0.474, 0.559, 0.512};
        assertThat(machine.down.apply(Parameter::value, means).sigmoid().toDoubles())
                .containsExactly(reconstruction, within(5e-4));
        assertThat(machine.prior.value().sigmoid().toDoubles())
                .containsExactly(new double[] {0.550, 0.450, 0.500}, within(5e-4));
    }

    @Test
    void evidenceAndPosterior() {
        Dataset dataset = Dataset.of(Map.of("x", SimpleHelmholtz.x()));
        assertThat(ExactNll.of(machine.model, dataset, Engine.fastest(), 1).nats())
                .isCloseTo(-SimpleHelmholtzFigures.LOG_PROB, within(TOLERANCE));
        assertThat(logJoint().logSumExp(0).item()).isCloseTo(SimpleHelmholtzFigures.LOG_PROB, within(TOLERANCE));
        requireClose(logJoint().softmax(0).toDoubles(), SimpleHelmholtzFigures.POSTERIOR);
    }

    @Test
    void boundAndDivergences() {
        Tensor posterior = logJoint().logSoftmax(0);
        Tensor q = logQ();
        assertThat(q.exp().mul(logJoint().sub(q)).sum().item())
                .isCloseTo(SimpleHelmholtzFigures.ELBO, within(TOLERANCE));
        assertThat(q.exp().mul(q.sub(posterior)).sum().item())
                .as("KL(q||p), exclusive")
                .isCloseTo(SimpleHelmholtzFigures.KL_FROM_GUIDE, within(TOLERANCE));
        assertThat(posterior.exp().mul(posterior.sub(q)).sum().item())
                .as("KL(p||q), inclusive")
                .isCloseTo(SimpleHelmholtzFigures.KL_FROM_POSTERIOR, within(TOLERANCE));
    }

    @Test
    void exactGradients() {
        Gradients gradients = tape.gradients(logJoint().logSumExp(0).sum());
        requireClose(ofTheta(gradients), SimpleHelmholtzFigures.GRADIENT);
        Tensor posterior = logJoint().softmax(0).detach();
        Gradients limit = tape.gradients(posterior.mul(logQ()).sum());
        requireClose(limit.of(machine.up.bias()).toDoubles(), SimpleHelmholtzFigures.WAKE_PHI_LIMIT);
    }

    /** All tuples of states, one a datum: x of [8^K, 8], h of [K, 8^K, 3]. */
    private Batch tuples(int particles) {
        int count = (int) Math.pow(8, particles);
        Tensor digits = SimpleHelmholtz.states(3 * particles).reshape(Shape.of(count, particles, 3));
        return batch(digits.permute(1, 0, 2), SimpleHelmholtz.x().broadcastTo(Shape.of(count, 8)), false);
    }

    private Batch batch(Tensor h, Tensor x, boolean inputs) {
        ImmutableMap<String, Tensor> values = ImmutableMap.of("h", workspace.adopt(h), "x", workspace.adopt(x));
        return Batch.of(values, inputs ? values.keySet() : ImmutableSet.of());
    }

    /** The losses of a phase on tuples, and how probable the guide makes each tuple. */
    private record Expected(Losses losses, Tensor probabilities) {
        double of(Tensor loss) {
            return -probabilities.mul(loss).sum().item();
        }
    }

    private Expected wake(InferenceAlgorithm algorithm, int particles) {
        Batch batch = tuples(particles);
        Tracer tracer = tracer(batch.values().get("x").shape().dim(0));
        Phase phase = algorithm.phases().get(0);
        assertThat(phase.name()).isEqualTo("wake");
        Losses losses = phase.objective().evaluate(tracer, batch);
        Trace q = tracer.copies(particles).constant().score(machine.guide, batch.values());
        return new Expected(losses, q.logProb().sum(0).exp());
    }

    /** The expected gradients of what the loss is the negative of. */
    private Gradients gradients(Expected expected, Tensor loss) {
        return tape.gradients(loss.neg(), expected.probabilities());
    }

    @Test
    void oneParticleHasTheBoundAndTeachesTheGuideNothing() {
        Expected wake =
                wake(new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(1, 0, 1)), 1);
        assertThat(wake.of(wake.losses().theta().loss())).isCloseTo(SimpleHelmholtzFigures.ELBO, within(TOLERANCE));
        double[] theta = ofTheta(gradients(wake, wake.losses().theta().loss()));
        requireClose(theta, SimpleHelmholtzFigures.WAKE_THETA_OF_ONE);
        assertThat(distance(theta, SimpleHelmholtzFigures.GRADIENT))
                .isCloseTo(SimpleHelmholtzFigures.BIAS_OF_ONE, within(TOLERANCE));

        WakeSleep unweighted = new WakeSleep(Programs.of(machine.model, machine.guide), 1, WakeSleep.PhaseQ.WAKE, 1, 1);
        Expected both = wake(unweighted, 1);
        Gradients phi = gradients(both, both.losses().phi().loss());
        requireClose(phi.of(machine.up.bias()).toDoubles(), 0, 0, 0);
        requireClose(phi.of(machine.up.weight()).toDoubles(), new double[24]);
        requireClose(ofTheta(gradients(both, both.losses().theta().loss())), SimpleHelmholtzFigures.WAKE_THETA_OF_ONE);
    }

    @Test
    void twoParticlesAreNearer() {
        Expected wake =
                wake(new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(2, 1, 2)), 2);
        assertThat(wake.of(wake.losses().theta().loss()))
                .isCloseTo(SimpleHelmholtzFigures.LOG_ESTIMATE_OF_TWO, within(TOLERANCE))
                .isBetween(SimpleHelmholtzFigures.ELBO, SimpleHelmholtzFigures.LOG_PROB);
        Tensor squares = wake.losses().weighing().weights().square().sum(0);
        assertThat(wake.of(squares.constant(-1).div(squares)))
                .as("effective sample size")
                .isCloseTo(SimpleHelmholtzFigures.ESS_OF_TWO, within(TOLERANCE));
        double[] theta = ofTheta(gradients(wake, wake.losses().theta().loss()));
        requireClose(theta, SimpleHelmholtzFigures.WAKE_THETA_OF_TWO);
        assertThat(distance(theta, SimpleHelmholtzFigures.GRADIENT))
                .isCloseTo(SimpleHelmholtzFigures.BIAS_OF_TWO, within(TOLERANCE));
    }

    @Test
    void twoParticlesTeachTheGuide() {
        Expected wake =
                wake(new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(2, 1, 2)), 2);
        Gradients phi = gradients(wake, wake.losses().phi().loss());
        requireClose(phi.of(machine.up.bias()).toDoubles(), SimpleHelmholtzFigures.WAKE_PHI_OF_TWO);
        requireClose(phi.of(machine.up.weight()).toDoubles(), whereOn(SimpleHelmholtzFigures.WAKE_PHI_OF_TWO));
        assertThat(distance(
                        ofPhi(phi),
                        Doubles.concat(
                                SimpleHelmholtzFigures.WAKE_PHI_LIMIT, whereOn(SimpleHelmholtzFigures.WAKE_PHI_LIMIT))))
                .isCloseTo(SimpleHelmholtzFigures.DISTANCE_OF_TWO, within(TOLERANCE));
        assertThat(distance(
                        new double[27],
                        Doubles.concat(
                                SimpleHelmholtzFigures.WAKE_PHI_LIMIT, whereOn(SimpleHelmholtzFigures.WAKE_PHI_LIMIT))))
                .as("of one particle, which teaches nothing")
                .isCloseTo(SimpleHelmholtzFigures.DISTANCE_OF_ONE, within(TOLERANCE));
    }

    private double[] ofPhi(Gradients gradients) {
        return Doubles.concat(
                gradients.of(machine.up.bias()).toDoubles(),
                gradients.of(machine.up.weight()).toDoubles());
    }

    /** The gradient for weights [8, 3] whose bias has {@code gradient}. */
    private static double[] whereOn(double... gradient) {
        double[] weights = new double[24];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = SimpleHelmholtz.x().get(i / 3) * gradient[i % 3];
        }
        return weights;
    }

    @Test
    void insomniaScalesWhatTheWakePhaseTeachesTheGuide() {
        Expected wake =
                wake(new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(2, 0.25, 2)), 2);
        double[] phi = gradients(wake, wake.losses().phi().loss())
                .of(machine.up.bias())
                .toDoubles();
        for (int i = 0; i < 3; i++) {
            assertThat(phi[i]).isCloseTo(0.25 * SimpleHelmholtzFigures.WAKE_PHI_OF_TWO[i], within(TOLERANCE));
        }
    }

    @Test
    void dreamsTeachTheGuide() {
        Tensor h = SimpleHelmholtz.states(3).reshape(Shape.of(8, 1, 3)).broadcastTo(Shape.of(8, 256, 3));
        Tensor x = SimpleHelmholtz.states(8).reshape(Shape.of(1, 256, 8)).broadcastTo(Shape.of(8, 256, 8));
        Batch dreams = batch(h.reshape(Shape.of(2048, 3)), x.reshape(Shape.of(2048, 8)), true);
        Phase sleep = new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(1, 0, 1))
                .phases()
                .get(1);
        assertThat(sleep.name()).isEqualTo("sleep");
        Losses losses = sleep.objective().evaluate(tracer(2048), dreams);
        Trace p = tracer(2048).constant().score(machine.model, dreams.values());
        Expected expected = new Expected(losses, p.logProb().sum(0).exp());
        assertThat(losses.theta()).isNull();
        assertThat(expected.of(losses.phi().loss())).isCloseTo(SimpleHelmholtzFigures.DREAMT_LOG_Q, within(TOLERANCE));
        Gradients phi = gradients(expected, losses.phi().loss());
        requireClose(phi.of(machine.up.bias()).toDoubles(), SimpleHelmholtzFigures.SLEEP_PHI_BIAS);
        requireClose(phi.of(machine.up.weight()).toDoubles(), SimpleHelmholtzFigures.SLEEP_PHI_WEIGHT);
    }
}
