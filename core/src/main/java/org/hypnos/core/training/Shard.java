package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientTerm;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.jspecify.annotations.Nullable;

/** Some neighbouring data of a batch: their forward and backward pass, on one thread and in a workspace of its own. */
final class Shard {
    private final Workspace workspace;
    private final ImmutableList<Side> sides;

    private final List<Gradients> gradients = new ArrayList<>();
    private final Map<String, Double> regularization = new HashMap<>();
    private final WeightTally weights = new WeightTally();
    private final Map<Side, Double> sums = new HashMap<>();
    private final List<Reach> reaches = new ArrayList<>();
    private int leftOut;
    private String whyLeftOut = "";

    Shard(Engine engine, ImmutableList<Side> sides) {
        this.workspace = new Workspace(engine);
        this.sides = sides;
    }

    /** Which parameters a side's loss in a phase depends on. */
    record Reach(String phase, Side side, Set<Parameter> parameters) {}

    /**
     * What all shards of a step share: the batch's data, and each datum's share of the loss.
     *
     * @param tentative whether it is only looked at, so that losses need not be finite
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Step(
            long number,
            long epoch,
            Dataset dataset,
            int[] rows,
            double perDatum,
            ImmutableMap<String, SiteScale> scale,
            boolean tentative) {
        Batch batch(Workspace workspace, int from, int to) {
            return new Batch(
                    dataset.rows(workspace, epoch, rows, from, to),
                    dataset.inputNames(),
                    number,
                    rows.length,
                    dataset.size());
        }
    }

    /** A phase in one step, and where all shards take its draws from. */
    record Due(Phase phase, Tracer.Address address) {}

    /** Evaluates the data at positions {@code from} to {@code to} of the batch, and their gradients. */
    void run(Step step, List<Due> phases, int from, int to) {
        begin();
        Batch batch = step.batch(workspace, from, to);
        Map<String, Tensor> scales = SiteScale.all(
                step.scale(), batch.values(), sides.get(0).parameters().dtype());
        for (Due due : phases) {
            Phase phase = due.phase();
            Tape tape = new Tape(workspace);
            Tracer tracer = Tracer.of(due.address(), workspace, tape, from, to - from);
            Losses losses = evaluate(step, phase, from, scales.isEmpty() ? tracer : tracer.scaled(scales), batch);
            for (Side side : sides) {
                checkShape(phase, side.part().apply(losses), to - from);
            }
            backward(step, phase, from, tape, losses);
        }
    }

    /** A slip that shows in a run is told with the place where it happened. */
    private static Losses evaluate(Step step, Phase phase, int from, Tracer tracer, Batch batch) {
        try {
            return phase.objective().evaluate(tracer, batch);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "step " + step.number() + ", phase '" + phase.name() + "', data from position " + from + " on: "
                            + e.getMessage(),
                    e);
        }
    }

    private void begin() {
        workspace.reset();
        gradients.clear();
        regularization.clear();
        weights.clear();
        sums.clear();
        reaches.clear();
        leftOut = 0;
        whyLeftOut = "";
    }

    private static void checkShape(Phase phase, Losses.@Nullable Side side, int data) {
        Shape shape = side == null ? null : side.loss().shape();
        checkState(
                shape == null || (shape.rank() == 1 && shape.size() == data),
                "phase '%s' gives a loss of shape %s, expected one for each datum, [%s];"
                        + " is a mean over particles missing?",
                phase.name(),
                shape,
                data);
    }

    private void backward(Step step, Phase phase, int from, Tape tape, Losses losses) {
        Tensor kept = kept(losses);
        Tensor total = null;
        for (Side side : sides) {
            Losses.Side part = side.part().apply(losses);
            if (part != null) {
                Tensor loss = finite(part.loss(), kept);
                sums.merge(side, sum(step, phase, from, loss, side.name(), part.trace()), Double::sum);
                Tensor penalty = regularization(step, from, part, kept, side.name());
                Tensor objective = plus(loss.sum().mul(step.perDatum()), penalty);
                look(step, phase, side, tape, objective);
                total = plus(objective, total);
            }
        }
        if (total != null) {
            gradients.add(tape.gradients(total));
        }
        if (losses.weighing() != null) {
            weights.add(losses.weighing());
        }
    }

    /** Refuses losses that depend on parameters of the other side; a step that is only looked at keeps all. */
    private void look(Step step, Phase phase, Side side, Tape tape, Tensor objective) {
        if (step.tentative()) {
            reaches.add(new Reach(phase.name(), side, ImmutableSet.copyOf(tape.reached(objective))));
        } else {
            tape.forEachReached(objective, parameter -> side.checkReach(phase.name(), parameter));
        }
    }

    private static Tensor plus(Tensor sum, @Nullable Tensor term) {
        return term == null ? sum : sum.add(term);
    }

    /** One for each datum that has a finite probability, else zero; null if all have. */
    private @Nullable Tensor kept(Losses losses) {
        Tensor kept = null;
        for (Side side : sides) {
            Losses.Side part = side.part().apply(losses);
            if (part != null && hasInfinite(part)) {
                Tensor infinite = part.loss().equal(part.loss().constant(Double.POSITIVE_INFINITY));
                Tensor own = infinite.neg().add(1);
                kept = kept == null ? own : kept.mul(own);
            }
        }
        if (kept != null) {
            leftOut = Math.max(leftOut, kept.shape().size() - (int) kept.sum().item());
        }
        return kept;
    }

    private boolean hasInfinite(Losses.Side part) {
        boolean found = false;
        for (int i = 0; i < part.loss().shape().size(); i++) {
            if (part.loss().get(i) == Double.POSITIVE_INFINITY) {
                found = true;
                whyLeftOut = whyLeftOut.isEmpty() ? Culprit.of(part.trace(), i) : whyLeftOut;
            }
        }
        return found;
    }

    private static Tensor finite(Tensor loss, @Nullable Tensor kept) {
        return kept == null ? loss : kept.where(loss, loss.constant(0));
    }

    /** The sum over the data, after a look at each. */
    private static double sum(Step step, Phase phase, int from, Tensor loss, String side, @Nullable Trace trace) {
        double sum = 0;
        for (int i = 0; i < loss.shape().size(); i++) {
            double own = loss.get(i);
            if (!Double.isFinite(own) && !step.tentative()) {
                throw new IllegalStateException("step " + step.number() + ", phase '" + phase.name() + "': the " + side
                        + " loss of the datum at position " + (from + i) + " is " + own
                        + Culprit.of(trace, i));
            }
            sum += own;
        }
        return sum;
    }

    /** Losses that the program added: of each datum, or, once a batch, about parameters alone. */
    private @Nullable Tensor regularization(
            Step step, int from, Losses.Side side, @Nullable Tensor kept, String prefix) {
        if (side.regularization().isEmpty()) {
            return null;
        }
        Tensor total = null;
        for (Map.Entry<String, Tensor> entry : side.regularization().entrySet()) {
            Tensor loss = entry.getValue();
            boolean ofEachDatum = loss.shape().rank() > 0;
            if (ofEachDatum) {
                Shape plate = Shape.of(
                        loss.shape().rank() == 2 ? loss.shape().dim(0) : 1,
                        side.loss().shape().size());
                Tensor ofData = loss.broadcastTo(plate).mean(0);
                loss = finite(ofData, kept).sum().mul(step.perDatum());
            } else if (from > 0) {
                continue;
            }
            checkState(
                    Double.isFinite(loss.item()),
                    "step %s: regularization loss '%s/%s' is %s",
                    step.number(),
                    prefix,
                    entry.getKey(),
                    loss.item());
            regularization.merge(prefix + "/" + entry.getKey(), loss.item(), Double::sum);
            total = total == null ? loss : total.add(loss);
        }
        return total;
    }

    boolean reaches(Parameter parameter) {
        return gradients.stream().anyMatch(phase -> !phase.terms(parameter).isEmpty());
    }

    /** Tells {@code visitor} of the terms of this shard's gradient of {@code parameter}, phase by phase. */
    void forEachGradient(Parameter parameter, Consumer<GradientTerm> visitor) {
        for (int i = 0; i < gradients.size(); i++) {
            gradients.get(i).forEachTerm(parameter, visitor);
        }
    }

    List<Reach> reaches() {
        return reaches;
    }

    /** How many products of numbers the passes forward and backward have added, those of weights' gradients included. */
    long multiplyAdds() {
        long count = workspace.multiplyAdds();
        for (Side side : sides) {
            for (Parameter parameter : side.parameters()) {
                for (Gradients phase : gradients) {
                    for (GradientTerm term : phase.terms(parameter)) {
                        count += term.multiplyAdds();
                    }
                }
            }
        }
        return count;
    }

    long bytes() {
        return workspace.bytes();
    }

    /** The sum of {@code side}'s losses of all data and phases; null if no phase moves it. */
    @Nullable
    Double loss(Side side) {
        return sums.get(side);
    }

    int leftOut() {
        return leftOut;
    }

    /** What makes the first datum impossible that is left out, if a site does. */
    String whyLeftOut() {
        return whyLeftOut;
    }

    Map<String, Double> regularization() {
        return regularization;
    }

    WeightTally weights() {
        return weights;
    }
}
