package org.hypnos.testkit;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Draws;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;

/** The losses of a phase, and the tape that recorded them. */
record PhaseRun(Phase phase, Tape tape, Losses losses) {
    /** Of all data, with the keyed draws of the first step in which the phase takes part. */
    static PhaseRun of(Phase phase, Dataset dataset) {
        return of(phase, dataset, PluginCase.firstStep(phase));
    }

    /** Of all data, with the keyed draws of {@code step}. */
    static PhaseRun of(Phase phase, Dataset dataset, long step) {
        return of(phase, new Tracer.Address(1, step, phase.name()), dataset, 0, step);
    }

    /** As {@link #of(Phase, Dataset)}, of the data from {@code from} to {@code to} alone, as a piece of the batch. */
    static PhaseRun ofPiece(Phase phase, Dataset dataset, int from, int to) {
        long step = PluginCase.firstStep(phase);
        Tracer.Address draws = new Tracer.Address(1, step, phase.name());
        return of(phase, draws, batch(dataset, from, to, step), from);
    }

    private static Batch batch(Dataset dataset, int from, int to, long step) {
        return new Batch(
                dataset.rows(Workspace.HEAP, from, to), dataset.inputNames(), step, dataset.size(), dataset.size());
    }

    /** Of data that stand in their batch from position {@code first} on. */
    static PhaseRun of(Phase phase, Draws draws, Batch batch, int first) {
        int data = batch.values().values().iterator().next().shape().dim(0);
        Tape tape = new Tape();
        Tracer tracer = Tracer.of(draws, Workspace.HEAP, data).data(first, data).recording(tape);
        return new PhaseRun(phase, tape, phase.objective().evaluate(tracer, batch));
    }

    /** Of {@code dataset} as a whole batch of {@code step}, at positions from {@code first} on. */
    static PhaseRun of(Phase phase, Draws draws, Dataset dataset, int first, long step) {
        return of(phase, draws, batch(dataset, 0, dataset.size(), step), first);
    }

    /** One side's losses, one for each datum. */
    Tensor loss(GradientClaim.Side side) {
        Losses.Side own = side.of(losses);
        if (own == null) {
            throw new AssertionError("phase '" + phase.name() + "' has no loss for " + side);
        }
        return own.loss();
    }

    /** The gradients of the losses weighed by {@code shares}, for all of {@code parameters}, one after the other. */
    double[] gradients(Tensor loss, double[] shares, ParameterStore parameters) {
        return gradients(tape, loss, shares, parameters);
    }

    /** The same of what {@code tape} recorded. */
    static double[] gradients(Tape tape, Tensor loss, double[] shares, ParameterStore parameters) {
        Gradients gradients = tape.gradients(loss, Tensor.of(loss.dtype(), loss.shape(), shares));
        List<double[]> all = new ArrayList<>();
        for (Parameter parameter : parameters) {
            all.add(gradients.of(parameter).toDoubles());
        }
        return Doubles.concat(all.toArray(new double[0][]));
    }
}
