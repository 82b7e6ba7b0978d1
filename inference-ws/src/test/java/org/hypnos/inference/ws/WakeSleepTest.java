package org.hypnos.inference.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.inference.ws.WakeSleep.PhaseQ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeSleepTest {
    private static final int DATA = 6;

    private final LabelledNetwork network = new LabelledNetwork();
    private final Workspace workspace = new Workspace(Engine.fastest());
    private final Tape tape = new Tape(workspace);
    private final Tracer tracer =
            Tracer.of(new Tracer.Address(5, 7, "wake"), workspace, DATA).recording(tape);

    private static Batch batch(long seed, double label) {
        Tensor x = RandomStream.of(seed).bernoulli(Shape.of(DATA, 5), Tensor.scalar(DType.FLOAT64, 0));
        Tensor labels = Tensor.full(DType.FLOAT64, Shape.of(DATA, 1), label);
        return Batch.of(ImmutableMap.of("x", x, "label", labels), ImmutableSet.of("label"));
    }

    private WakeSleep algorithm(int samples, PhaseQ phaseQ) {
        return new WakeSleep(Programs.of(network.model, network.guide), samples, phaseQ, 1, 1);
    }

    private Losses evaluate(WakeSleep algorithm, int phase, Batch batch) {
        return algorithm.phases().get(phase).objective().evaluate(tracer, batch);
    }

    /** Minus the mean over particles of {@code logProb} [particles, data], by hand. */
    private static double[] meanLoss(Tensor logProb) {
        double[] loss = new double[DATA];
        for (int i = 0; i < logProb.shape().size(); i++) {
            loss[i % DATA] -= logProb.get(i) / logProb.shape().dim(0);
        }
        return loss;
    }

    @Test
    void phasesAreWakeAndSleep() {
        assertThat(algorithm(1, PhaseQ.SLEEP).phases()).extracting(Phase::name).containsExactly("wake", "sleep");
        assertThat(algorithm(1, PhaseQ.WAKE).phases()).extracting(Phase::name).containsExactly("wake");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theModelLearnsFromTheGuidesDraws(int samples) {
        Batch batch = batch(1, 0.5);
        Trace q = tracer.copies(samples).trace(network.guide, batch.values());
        Trace p = tracer.copies(samples).score(network.model, q.values());
        Losses losses = evaluate(algorithm(samples, PhaseQ.SLEEP), 0, batch);
        assertThat(losses.theta().loss().toDoubles()).containsExactly(meanLoss(p.logProb()), within(1e-13));
        assertThat(losses.phi()).isNull();
        assertThat(losses.weighing()).isNull();
        assertThat(tape.reached(losses.theta().loss())).containsExactlyInAnyOrderElementsOf(network.theta);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theGuideLearnsFromTheModelsDreams(int samples) {
        Batch batch = batch(1, 0.5);
        Trace dream = tracer.copies(samples).trace(network.model, batch.inputs());
        Trace q = tracer.copies(samples).score(network.guide, dream.values());
        Losses losses = evaluate(algorithm(samples, PhaseQ.SLEEP), 1, batch);
        assertThat(losses.phi().loss().toDoubles()).containsExactly(meanLoss(q.logProb()), within(1e-13));
        assertThat(losses.theta()).isNull();
        assertThat(tape.reached(losses.phi().loss())).containsExactlyInAnyOrderElementsOf(network.phi);
    }

    @Test
    void dreamsDrawObservationsAndTakeInputsFromTheBatch() {
        WakeSleep algorithm = algorithm(2, PhaseQ.SLEEP);
        double[] loss = evaluate(algorithm, 1, batch(1, 0.5)).phi().loss().toDoubles();
        assertThat(evaluate(algorithm, 1, batch(2, 0.5)).phi().loss().toDoubles())
                .as("another x")
                .isEqualTo(loss);
        assertThat(evaluate(algorithm, 1, batch(1, -2)).phi().loss().toDoubles())
                .as("another label")
                .isNotEqualTo(loss);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theGuideMayLearnFromItsOwnDraws(int samples) {
        Batch batch = batch(1, 0.5);
        Trace q = tracer.copies(samples).trace(network.guide, batch.values());
        Losses losses = evaluate(algorithm(samples, PhaseQ.WAKE), 0, batch);
        Losses asleep = evaluate(algorithm(samples, PhaseQ.SLEEP), 0, batch);
        assertThat(losses.phi().loss().toDoubles()).containsExactly(meanLoss(q.logProb()), within(1e-13));
        assertThat(losses.theta().loss().toDoubles())
                .isEqualTo(asleep.theta().loss().toDoubles());
        assertThat(tape.reached(losses.phi().loss())).containsExactlyInAnyOrderElementsOf(network.phi);
        assertThat(tape.reached(losses.theta().loss())).containsExactlyInAnyOrderElementsOf(network.theta);
    }

    @Test
    void whatAProgramAddsCountsWhereItsLogProbStands() {
        Program model = adding(network.model, "of the model");
        Program guide = adding(network.guide, "of the guide");
        WakeSleep algorithm = new WakeSleep(Programs.of(model, guide), 2, PhaseQ.SLEEP, 1, 1);
        Losses wake = evaluate(algorithm, 0, batch(1, 0));
        Losses sleep = evaluate(algorithm, 1, batch(1, 0));
        Losses both = evaluate(new WakeSleep(Programs.of(model, guide), 2, PhaseQ.WAKE, 1, 1), 0, batch(1, 0));
        assertThat(wake.theta().regularization().keySet()).containsExactly("of the model");
        assertThat(sleep.phi().regularization().keySet()).containsExactly("of the guide");
        assertThat(both.theta().regularization().keySet()).containsExactly("of the model");
        assertThat(both.phi().regularization().keySet()).containsExactly("of the guide");
    }

    private static Program adding(Program program, String name) {
        return Program.of(program.parameters(), context -> {
            program.run(context);
            context.regularize(name, Tensor.scalar(DType.FLOAT64, 1));
        });
    }
}
