package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Weights;
import org.junit.jupiter.api.Test;

/** One backward pass for both sides equals two, because log q in the weights is a constant for theta. */
class GradientRoutingTest {
    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Workspace workspace = new Workspace(Engine.fastest());
    private final Tape tape = new Tape(workspace);
    private final Tracer tracer =
            Tracer.of(new Tracer.Address(2, 0, "wake"), workspace, 1).recording(tape);
    private final Batch batch = Batch.of(ImmutableMap.of("x", SimpleHelmholtz.x()), ImmutableSet.of());

    private Iterable<Parameter> parameters() {
        return Iterables.concat(machine.model.parameters(), machine.guide.parameters());
    }

    @Test
    void onePassEqualsTwo() {
        Losses losses = new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(4, 1, 1))
                .phases()
                .get(0)
                .objective()
                .evaluate(tracer, batch);
        Tensor theta = losses.theta().loss().sum();
        Tensor phi = losses.phi().loss().sum();
        Gradients both = tape.gradients(theta.add(phi));
        Gradients ofTheta = tape.gradients(theta);
        Gradients ofPhi = tape.gradients(phi);
        for (Parameter parameter : parameters()) {
            double[] apart = ofTheta.of(parameter).add(ofPhi.of(parameter)).toDoubles();
            assertThat(both.of(parameter).toDoubles()).as(parameter.name()).containsExactly(apart, within(1e-15));
        }
        assertThat(tape.reached(theta)).containsExactlyInAnyOrderElementsOf(machine.model.parameters());
        assertThat(tape.reached(phi)).containsExactlyInAnyOrderElementsOf(machine.guide.parameters());
    }

    @Test
    void withoutTheDetachedGuideItDoesNot() {
        Trace q = tracer.copies(4).trace(machine.guide, batch.values());
        Trace p = tracer.copies(4).score(machine.model, q.values());
        Tensor logWeights = p.logProb().sub(q.logProb());
        Tensor theta = Weights.logMean(logWeights).neg().sum();
        Tensor phi = Weights.normalized(logWeights).mul(q.logProb()).sum().neg();
        double[] both = tape.gradients(theta.add(phi)).of(machine.up.bias()).toDoubles();
        double[] alone = tape.gradients(phi).of(machine.up.bias()).toDoubles();
        assertThat(tape.reached(theta)).contains(machine.up.bias());
        // log q stands in theta's loss with the opposite sign, so that the guide would not move at all.
        assertThat(both).containsExactly(new double[3], within(1e-15));
        assertThat(Math.abs(alone[0]) + Math.abs(alone[1]) + Math.abs(alone[2])).isGreaterThan(0.01);
    }
}
