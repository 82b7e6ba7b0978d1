package org.hypnos.testkit;

import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Draws;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;

/** The expectation of a phase's gradients over its draws: exact where all can be listed, else a mean over many. */
final class ExpectedGradients {
    private static final int MOST_TUPLES = 1 << 16;
    private static final int AT_ONCE = 1 << 12;
    private static final int GROUPS = 128;

    private final SmallHelmholtz machine = new SmallHelmholtz();
    private final Phase phase;
    private final GradientClaim.Side side;
    private final ParameterStore parameters;
    private final long step;

    ExpectedGradients(PluginCase subject, GradientClaim claim) {
        this.phase = subject.phase(claim.phase(), machine.programs());
        this.side = claim.side();
        this.parameters = side.parameters(machine.programs());
        this.step = PluginCase.firstStep(phase);
    }

    /** The claimed gradients, without bias. */
    Tensor claimed(GradientClaim claim) {
        Tape tape = new Tape();
        Tensor loss = claim.goal().loss(machine.enumeration(tape)).mul(claim.times());
        return vector(PhaseRun.gradients(tape, loss, new double[] {1}, parameters));
    }

    Estimate found() {
        TupleDraws draws = new TupleDraws();
        PhaseRun unused = run(draws, 0, 1);
        return draws.tuples() <= MOST_TUPLES ? enumerated(draws) : sampled();
    }

    private PhaseRun run(Draws draws, int first, int count) {
        Dataset copies = SmallHelmholtz.firstImage(count);
        return PhaseRun.of(phase, draws, copies, first, step);
    }

    private static Tensor vector(double... numbers) {
        return Tensor.of(DType.FLOAT64, Shape.of(numbers.length), numbers);
    }

    private Estimate enumerated(TupleDraws draws) {
        int tuples = (int) draws.tuples();
        int atOnce = phase.jointly() ? 1 : AT_ONCE;
        double total = 0;
        Tensor sum = null;
        for (int first = 0; first < tuples; first += atOnce) {
            int count = Math.min(atOnce, tuples - first);
            draws.begin(first, count);
            PhaseRun run = run(draws, first, count);
            double[] probabilities = draws.probabilities();
            total += Arrays.stream(probabilities).sum();
            Tensor own = vector(run.gradients(run.loss(side), probabilities, parameters));
            sum = sum == null ? own : sum.add(own);
        }
        // Where particles part, some ways may draw what others do not: then there are more tuples than ways.
        boolean complete = sum != null && Math.abs(total - 1) < 1e-9;
        return complete ? new Estimate(sum, sum.mul(0)) : sampled();
    }

    private Estimate sampled() {
        int size = phase.jointly() ? 1 : MOST_TUPLES / GROUPS;
        int groups = phase.jointly() ? AT_ONCE : GROUPS;
        double[] shares = new double[size];
        Arrays.fill(shares, 1.0 / size);
        Tensor[] means = new Tensor[groups];
        for (int i = 0; i < groups; i++) {
            PhaseRun run = run(new Tracer.Address(1, step, phase.name()), i * size, size);
            means[i] = vector(run.gradients(run.loss(side), shares, parameters));
        }
        return Estimate.ofMean(Tensor.stack(0, means));
    }
}
